"""The sheet on which the map is drawn, and how a line of the earth comes onto it."""

from tests.outlines.geometry import EqualArea, simplified

# Cabo Verde to Mauritius, Lapland to the Cape of Good Hope.
PROJECT = EqualArea(17, 16)
KILOMETRES = 7  # to one unit of the sheet
WIDTH, HEIGHT = 1400, 1650
CENTRE = 700, 850  # where the projection's centre lies
TOLERANCE = 0.75  # units that a line may lose


def place(longitude, latitude):
    """Return where a place of the earth, in degrees, lies on the sheet."""
    east, south = PROJECT(longitude, latitude)
    return CENTRE[0] + east / KILOMETRES, CENTRE[1] + south / KILOMETRES


def draw(points):
    """Return a line of places as it is drawn: simplified, on whole units."""
    # A line of the file can be closed; then it is cut where it is farthest from its beginning.
    line = simplified([place(*point) for point in points], TOLERANCE)
    return [(round(x), round(y)) for x, y in line]
