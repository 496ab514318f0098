"""Points about meetings and of documents, each with its source."""

from dataclasses import dataclass

from meetings.models import KeyPoint, MeetingPoint
from meetings.models.kinds import PointConfidence, PointSubject
from meetings.models.point import Point

FIELDS = {"text", "themes", "publisher", "url", "confidence"}
FIELDS_OF = {MeetingPoint: {"about", "led_to"}, KeyPoint: {"place_in_text"}}


@dataclass
class PointRecord:
    """A point that is not saved yet, and the identifiers of its themes and of what became of it."""

    point: Point
    themes: list
    led_to: str


def points_of(row, model, themes, meetings=()):
    """Return the points of a row in the order of the file; the others are the identifiers that may be named."""
    records = []
    for place, below in enumerate(row.rows("points", FIELDS | FIELDS_OF[model])):
        point = model(
            sort_order=place,
            text=below.text("text", required=True),
            publisher=below.text("publisher"),
            url=below.text("url", required=not below.get("publisher")),
            confidence=below.choice("confidence", PointConfidence.values, default=PointConfidence.HIGH),
        )
        if model is MeetingPoint:
            point.about = below.choice("about", PointSubject.values, default=PointSubject.OUTCOME)
        else:
            point.place_in_text = below.text("place_in_text")
        below.checked(point, exclude=["meeting", "document"])
        named = below.all_named("themes", themes, "themes.json")
        records.append(PointRecord(point, named, below.named("led_to", meetings, "meetings.json")))
    return records


def linked_points(records, themes, meetings=()):
    """Return the points with what they name; what an editor has deleted since is left out."""
    for record in records:
        record.point.themes = [themes[slug] for slug in record.themes if slug in themes]
        if record.led_to in meetings:
            record.point.led_to = meetings[record.led_to]
    return [record.point for record in records]
