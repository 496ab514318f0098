"""Flat drawings of the round earth: projection, simplification, clipping, area."""

from math import cos, hypot, radians, sin, sqrt

EARTH = 6371  # kilometres, mean radius


class EqualArea:
    """Lambert's azimuthal projection: shapes bend towards the edge, areas stay true.

    J. P. Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395 (1987), p. 185.
    """

    def __init__(self, longitude, latitude):
        self.centre = longitude
        self.sine, self.cosine = sin(radians(latitude)), cos(radians(latitude))

    def __call__(self, longitude, latitude):
        """Return kilometres to the east and to the south of the centre."""
        turn, latitude = radians(longitude - self.centre), radians(latitude)
        facing = self.sine * sin(latitude) + self.cosine * cos(latitude) * cos(turn)
        scale = EARTH * sqrt(2 / (1 + max(facing, -0.999)))
        east = scale * cos(latitude) * sin(turn)
        north = scale * (self.cosine * sin(latitude) - self.sine * cos(latitude) * cos(turn))
        return east, -north


def simplified(points, tolerance):
    """Return a line with the points that stand out by more than a tolerance (Douglas and Peucker, 1973)."""
    if len(points) < 3:
        return list(points)
    first, last = points[0], points[-1]
    distances = [distance(point, first, last) for point in points[1:-1]]
    farthest = max(distances)
    if farthest <= tolerance and first != last:
        return [first, last]
    split = distances.index(farthest) + 1
    return simplified(points[: split + 1], tolerance)[:-1] + simplified(points[split:], tolerance)


def distance(point, start, end):
    """Return how far a point is from the line between two others."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = hypot(x2 - x1, y2 - y1)
    if not length:
        return hypot(x - x1, y - y1)
    along = max(0, min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length**2))
    return hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1))


def clipped(ring, start, end):
    """Return the part of a ring to the right of a line, as one looks from its start to its end.

    On a sheet whose second axis points down (Sutherland and Hodgman, 1974).
    """
    (x1, y1), (x2, y2) = start, end
    kept = []
    for point, before in zip(ring, ring[-1:] + ring[:-1], strict=True):
        here, there = ((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1) for x, y in (point, before))
        if (here < 0) != (there < 0):
            share = there / (there - here)
            kept.append(tuple(a + share * (b - a) for a, b in zip(before, point, strict=True)))
        if here >= 0:
            kept.append(point)
    return kept


def within(ring, width, height):
    """Return the part of a ring on a sheet that begins at 0, 0."""
    corners = [(0, 0), (width, 0), (width, height), (0, height)]
    for start, end in zip(corners, corners[1:] + corners[:1], strict=True):
        ring = clipped(ring, start, end)
    return ring


def area(ring):
    """Return the area that a ring encloses, in the square of its unit."""
    return abs(signed_area(ring))


def signed_area(ring):
    """Return the area, less than nothing where the ring runs to the left."""
    following = ring[1:] + ring[:1]
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, following, strict=True)) / 2


def centre(ring):
    """Return the centre of gravity of a ring."""
    whole = 6 * signed_area(ring)
    if not whole:
        return ring[0]
    following = ring[1:] + ring[:1]
    pairs = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in zip(ring, following, strict=True)]
    return tuple(sum((a[axis] + b[axis]) * cross for a, b, cross in pairs) / whole for axis in (0, 1))
