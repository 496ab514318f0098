"""Reads country shapes from TopoJSON, where neighbours share the line between them.

https://github.com/topojson/topojson-specification
"""

from collections import Counter


class Topology:
    """The shapes of one file; each line (arc) is simplified once, so that neighbours stay neighbours.

    `draw(points)` turns a line of (longitude, latitude) pairs in degrees into what is kept of it.
    """

    def __init__(self, data, draw):
        self.arcs = [draw(points_of(arc, data["transform"])) for arc in data["arcs"]]
        self.countries = data["objects"]["countries"]["geometries"]

    def rings(self, names):
        """Return the closed lines around these countries together; what lies between two of them is left out."""
        chosen = [country for country in self.countries if country["properties"]["name"] in names]
        if missing := set(names) - {country["properties"]["name"] for country in chosen}:
            raise ValueError(f"there is no {', '.join(sorted(missing))} in the file")
        arcs = [arc for country in chosen for ring in rings_of(country) for arc in ring]
        times = Counter(index_of(arc) for arc in arcs)
        return [self.points(ring) for ring in joined([arc for arc in arcs if times[index_of(arc)] == 1], self.ends)]

    def ends(self, arc):
        """Return the first and the last point of an arc in its direction."""
        points = self.arcs[index_of(arc)]
        return (points[0], points[-1]) if arc >= 0 else (points[-1], points[0])

    def points(self, ring):
        """Return the points of a closed line, without its last, which is its first."""
        points = []
        for arc in ring:
            line = self.arcs[index_of(arc)]
            points += (line if arc >= 0 else line[::-1])[:-1]
        return points


def points_of(arc, transform):
    """Return an arc's points in degrees; the file holds steps from point to point on a grid."""
    (scale_x, scale_y), (move_x, move_y) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x * scale_x + move_x, y * scale_y + move_y))
    return points


def index_of(arc):
    """Return the place of an arc; a reversed one is written as its complement."""
    return arc if arc >= 0 else ~arc


def rings_of(country):
    """Return the rings of a polygon or of several, each a list of arcs."""
    if country["type"] == "Polygon":
        return country["arcs"]
    return [ring for polygon in country["arcs"] for ring in polygon]


def joined(arcs, ends):
    """Return the arcs as closed rings, each beginning where the one before it ended."""
    starting = {}
    for arc in arcs:
        starting.setdefault(ends(arc)[0], []).append(arc)
    rings = []
    while starting:
        begin = point = next(iter(starting))
        ring = []
        while not ring or point != begin:
            arc = starting[point].pop()
            if not starting[point]:
                del starting[point]
            ring.append(arc)
            point = ends(arc)[1]
        rings.append(ring)
    return rings
