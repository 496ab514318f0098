"""How the outlines of the map are drawn from the shapes of the earth."""

import json
from math import hypot

import pytest
from django.core.management import CommandError, call_command

from members.map.outlines import read_sheet
from tests.outlines.command import Command
from tests.outlines.geometry import EqualArea, area, centre, clipped, simplified, within
from tests.outlines.sheet import HEIGHT, WIDTH, place
from tests.outlines.topology import Topology

SQUARE = [(0, 0), (2, 0), (2, 2), (0, 2)]
# Two squares beside each other; the line between them is one arc, which the second runs backwards.
NEIGHBOURS = {
    "transform": {"scale": [1, 1], "translate": [10, 20]},
    "arcs": [
        [[1, 0], [0, 1]],
        [[1, 1], [-1, 0], [0, -1], [1, 0]],
        [[1, 0], [1, 0], [0, 1], [-1, 0]],
    ],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "West"}},
                {"type": "MultiPolygon", "arcs": [[[2, -1]]], "properties": {"name": "East"}},
            ]
        }
    },
}


def points(line):
    return line


# Projection


def test_the_projection_keeps_areas_true_far_from_its_centre():
    project = EqualArea(17, 16)

    def degree_at(longitude, latitude):
        corners = [(0, 0), (1, 0), (1, 1), (0, 1)]
        return area([project(longitude + x, latitude + y) for x, y in corners])

    # A square degree from 60° to 61° N is the share sin 61° - sin 60° of that at the equator: 0.4924.
    assert degree_at(25, 60) / degree_at(25, 0) == pytest.approx(0.4924, abs=0.002)
    assert degree_at(-20, 0) / degree_at(17, 0) == pytest.approx(1, abs=0.002)


def test_north_is_above_and_east_is_to_the_right():
    (x, y), (east, _y), (_x, north) = place(17, 16), place(18, 16), place(17, 17)

    assert east > x
    assert north < y


def test_the_sheet_holds_what_it_is_to_show():
    for longitude, latitude in [(-25.4, 17.2), (57.8, -20.5), (25.8, 71.1), (20, -34.8), (55.8, -4.7)]:
        x, y = place(longitude, latitude)
        assert 0 < x < WIDTH and 0 < y < HEIGHT


# Lines


def test_a_line_keeps_what_stands_out_and_loses_what_does_not():
    assert simplified([(0, 0), (1, 0.1), (2, 0), (3, 5), (4, 0)], tolerance=1) == [(0, 0), (2, 0), (3, 5), (4, 0)]


def test_a_closed_line_does_not_shrink_to_a_point():
    island = [(0, 0), (4, 0), (4, 4), (0, 4), (0, 0)]

    assert simplified(island, tolerance=1) == island


def test_a_ring_is_cut_at_the_edge_of_the_sheet():
    assert area(within([(-1, -1), (1, -1), (1, 1), (-1, 1)], 10, 10)) == pytest.approx(1)
    assert within([(20, 20), (21, 20), (21, 21)], 10, 10) == []


def test_the_two_sides_of_a_line_make_the_whole():
    one, other = clipped(SQUARE, (0, 0.5), (2, 0.5)), clipped(SQUARE, (2, 0.5), (0, 0.5))

    assert sorted([area(one), area(other)]) == pytest.approx([1, 3])


def test_the_centre_of_a_ring_is_its_centre_of_gravity():
    assert centre(SQUARE) == pytest.approx((1, 1))


# Shapes


def test_a_shape_is_read_with_its_arcs_in_both_directions():
    shapes = Topology(NEIGHBOURS, points)

    assert [area(ring) for ring in shapes.rings(["West"])] == [1]
    assert [area(ring) for ring in shapes.rings(["East"])] == [1]


def test_the_border_between_shapes_that_are_one_is_left_out():
    (ring,) = Topology(NEIGHBOURS, points).rings(["West", "East"])

    assert area(ring) == 2
    assert {(11, 20), (11, 21)} <= set(ring)  # where the border met the coast
    assert max(hypot(x - 11, y - 20.5) for x, y in ring) == pytest.approx(hypot(1, 0.5))


def test_a_name_that_the_file_does_not_have_is_named():
    with pytest.raises(ValueError, match="there is no Atlantis"):
        Topology(NEIGHBOURS, points).rings(["West", "Atlantis"])


@pytest.mark.parametrize("content", ["", "{}", json.dumps({"arcs": 1})])
def test_a_file_that_is_no_topology_is_refused_in_words(tmp_path, content):
    file = tmp_path / "countries.json"
    file.write_text(content)

    with pytest.raises(CommandError, match=r"countries\.json could not be read"):
        call_command(Command(), str(file))


# What was drawn


def test_states_are_drawn_as_large_as_they_are():
    sheet = read_sheet().states
    # Square kilometres: Algeria 2,381,741, Germany 357,000 (UN Demographic Yearbook).
    assert sheet["DZ"].extent / sheet["DE"].extent == pytest.approx(2_381_741 / 357_000, rel=0.05)


def test_small_states_and_islands_are_drawn_as_dots():
    small = {code for code, outline in read_sheet().states.items() if outline.is_small}

    assert small >= {"CV", "KM", "MU", "SC", "ST", "MT", "LU", "CY", "GM"}
    assert not small & {"RW", "BI", "SI", "BE"}
