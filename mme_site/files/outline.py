"""The outline of a file, as readers are shown it."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class OutlineEntry:
    """A heading of a file; `page` counts from 1 and is 0 where the file names none."""

    title: str
    page: int
    below: list["OutlineEntry"] = field(default_factory=list)


def nested(outline: Iterable[tuple[int, str, int]]) -> list[OutlineEntry]:
    """Return the entries of [level, title, page] rows, each below the last one of a higher level."""
    top = OutlineEntry("", 0)
    above = [(0, top)]
    for level, title, page in outline:
        entry = OutlineEntry(title, page)
        while above[-1][0] >= level:
            above.pop()
        above[-1][1].below.append(entry)
        above.append((level, entry))
    return top.below
