"""The outlines of states, as `python -m tests.outlines` drew them into the static files."""

import functools
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

FILE = Path(__file__).resolve().parents[1] / "static" / "members" / "outlines.svg"
SMALL = 250  # square units of the sheet, 12,000 square kilometres: what a finger or an eye would miss


@dataclass(frozen=True)
class Outline:
    """The shape of one state on the sheet, and where its name stands."""

    code: str
    path: str
    x: int
    y: int
    extent: int  # square units

    @property
    def is_small(self):
        """True for what needs a dot to be seen and reached."""
        return self.extent < SMALL


@dataclass(frozen=True)
class Sheet:
    """Everything that is drawn whoever is a member."""

    width: int
    height: int
    land: str
    circles: str
    states: dict


@functools.cache
def read_sheet():
    """Return the sheet; it is part of the code, so it is read once in a process."""
    drawing = ElementTree.parse(FILE).getroot()
    paths = {path.get("id"): path for path in drawing.iterfind("{*}path")}
    land, circles = (paths.pop(name).get("d") for name in ("land", "circles"))
    width, height = map(int, drawing.get("viewBox").split()[2:])
    states = {
        code: Outline(code, path.get("d"), *(int(path.get(f"data-{name}")) for name in ("x", "y", "extent")))
        for code, path in paths.items()
    }
    return Sheet(width, height, land, circles, states)
