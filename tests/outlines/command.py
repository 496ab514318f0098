"""Draws the outlines of the map of members, once, for the repository.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m tests.outlines package/countries-50m.json

world-atlas holds Natural Earth's "Admin 0 – Countries", 1:50 million, version 4.1, as
TopoJSON. Natural Earth is in the public domain (naturalearthdata.com/about/terms-of-use).
"""

import csv
import json
from itertools import pairwise
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from members.map.outlines import FILE
from tests.outlines import geometry, sheet
from tests.outlines.topology import Topology

SHAPES = Path(__file__).with_name("shapes.csv")
NOTICE = "Made with Natural Earth, naturalearthdata.com, public domain; by python -m tests.outlines."
LEAST_ISLAND = 4  # square units: what is smaller is drawn only where a state has nothing larger
LEAST_LAND = 20  # the same for land that belongs to no member
CIRCLES = (-23.44, 0, 23.44)  # degrees north: the tropics and the equator
# Natural Earth draws who holds the ground. The United Nations list Western Sahara as a
# non-self-governing territory; it begins at 27°40' N, so the line is drawn there.
WESTERN_SAHARA, MOROCCO = "EH", "MA"
ITS_NORTH = (-14, 27 + 40 / 60), (-8 - 40 / 60, 27 + 40 / 60)


class Command(BaseCommand):
    help = "Draw the outlines of the map of members from Natural Earth's shapes."

    def add_arguments(self, parser):
        parser.add_argument("topology", type=Path, help="countries-50m.json of the npm package world-atlas")

    def handle(self, topology, **options):
        try:
            shapes = Topology(json.loads(topology.read_text()), sheet.draw)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CommandError(f"{topology} could not be read: {error}") from error
        FILE.write_text(drawing(shapes, read_states()))
        self.stdout.write(f"{FILE} has {FILE.stat().st_size} bytes.")


def read_states():
    """Return {code: the shapes that make up the state}, and under '' the land around them."""
    with SHAPES.open(newline="") as file:
        return {row["code"]: row["shapes"].split("; ") for row in csv.DictReader(file)}


def drawing(shapes, states):
    """Return the outlines as SVG: a path for each state under its code, with where its name stands."""
    lines = [
        f'<path id="circles" d="{"".join(circle(latitude) for latitude in CIRCLES)}"/>',
        f'<path id="land" d="{path(rings_on_sheet(shapes, states.pop(""), LEAST_LAND))}"/>',
    ]
    for code, names in states.items():
        rings = rings_on_sheet(shapes, names, LEAST_ISLAND)
        if code in (MOROCCO, WESTERN_SAHARA):
            west, east = (sheet.place(*point) for point in ITS_NORTH)
            line_between = (west, east) if code == WESTERN_SAHARA else (east, west)
            rings = [geometry.clipped(ring, *line_between) for ring in rings]
        x, y = middle(rings)
        extent = round(sum(map(geometry.area, rings)))
        lines.append(f'<path id="{code}" data-x="{x}" data-y="{y}" data-extent="{extent}" d="{path(rings)}"/>')
    box = f"0 0 {sheet.WIDTH} {sheet.HEIGHT}"
    body = "\n".join(lines)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">\n<!-- {NOTICE} -->\n{body}\n</svg>\n'


def rings_on_sheet(shapes, names, least):
    """Return the parts of a state's land that are large enough to draw, the largest in any case."""
    home = (ring for ring in shapes.rings(names) if len(ring) > 2 and is_near_home(ring, names))
    rings = [geometry.within(ring, sheet.WIDTH, sheet.HEIGHT) for ring in home]
    rings = sorted((ring for ring in rings if ring), key=geometry.area, reverse=True)
    return rings[:1] + [ring for ring in rings[1:] if geometry.area(ring) >= least]


def is_near_home(ring, names):
    """Return False for France's departments in the Indian Ocean, which would stand beside their neighbours."""
    _x, y = geometry.centre(ring)
    return names != ["France"] or y < sheet.CENTRE[1]


def middle(rings):
    """Return where a state's name stands: in the middle of its largest part, or of a group of islands."""
    largest = geometry.area(rings[0])
    parts = [ring for ring in rings if geometry.area(ring) * 4 > largest]
    centres = [geometry.centre(ring) for ring in parts]
    return tuple(round(sum(along) / len(parts)) for along in zip(*centres, strict=True))


def path(rings):
    """Return rings as the data of an SVG path, from point to point."""
    return "".join(f"{line(ring)}z" for ring in rings)


def line(points):
    """Return a line as the data of an SVG path, in whole units and steps."""
    points = [(round(x), round(y)) for x, y in points]
    steps = [(x - x0, y - y0) for (x0, y0), (x, y) in pairwise(points)]
    drawn = "".join(f"{x}{'' if y < 0 else ' '}{y} " for x, y in steps if (x, y) != (0, 0))
    return f"M{points[0][0]} {points[0][1]}l{drawn}".replace(" -", "-").rstrip()


def circle(latitude):
    """Return a circle of latitude across the sheet."""
    points = sheet.draw([(longitude, latitude) for longitude in range(-40, 75)])
    return line([(x, y) for x, y in points if 0 <= x <= sheet.WIDTH])
