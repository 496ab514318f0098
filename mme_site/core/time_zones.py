"""Moments said with their time zones, and the two hours a year that are no plain moment.

The editor types and reads times in the zone of the account (Wagtail activates it for every
request of the admin); the site has one of its own, `settings.TIME_ZONE`.
"""

import datetime
import functools
import zoneinfo

from django.utils import formats, timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

UTC = datetime.UTC
AREAS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
TYPED_AS = "%Y-%m-%d %H:%M"  # what Wagtail's calendar writes into its fields


@functools.cache
def known_zones() -> list[str]:
    """Return the names of the zones that places have; a machine's files name others, which browsers do not know."""
    return sorted(name for name in zoneinfo.available_timezones() if name == "UTC" or name.split("/")[0] in AREAS)


def in_zones(moment: datetime.datetime) -> str:
    """Return a moment in words: in the editor's own zone, in the site's and in UTC, each once."""
    return " = ".join(in_all_zones(moment))


def in_all_zones(moment: datetime.datetime) -> list[str]:
    """Return the same, zone by zone; the day is said again where it is another one there."""
    own = timezone.get_current_timezone()
    site = timezone.get_default_timezone()
    local = moment.astimezone(own)
    time = formats.date_format(local, "DATETIME_FORMAT")
    said = [_("%(time)s (%(zone)s)") % {"time": time, "zone": isolated(named(local))}]
    offsets = {local.utcoffset()}
    for zone in (site, UTC):
        there = moment.astimezone(zone)
        if there.utcoffset() not in offsets or (zone is site and str(site) != str(own)):
            offsets.add(there.utcoffset())
            said.append(_("%(time)s %(zone)s") % {"time": local_time(there, local), "zone": isolated(name(zone))})
    return said


def isolated(zone: str) -> str:
    """Return the name of a zone so that its letters and signs stay together in a line that is read from the right."""
    return f"\u2066{zone}\u2069" if get_language_bidi() else zone


def named(local: datetime.datetime) -> str:
    """Return the name of an aware moment's zone and how far it is from UTC at that moment."""
    zone = name(local.tzinfo)
    return zone if zone == "UTC" else f"{zone}, UTC{offset(local)}"


def name(zone: datetime.tzinfo | None) -> str:
    """Return the IANA name of a zone."""
    return "UTC" if zone is UTC else str(zone)


def offset(moment: datetime.datetime) -> str:
    """Return how far an aware moment's zone is from UTC, as ISO 8601 writes it: +02:00."""
    return datetime.datetime.isoformat(moment)[-6:]


def local_time(there: datetime.datetime, local: datetime.datetime) -> str:
    """Return the time of a moment in another zone, with its day where that is not the same."""
    style = "TIME_FORMAT" if there.date() == local.date() else "DATETIME_FORMAT"
    return formats.date_format(there, style)


def readings(local: datetime.datetime, zone: datetime.tzinfo) -> list[datetime.datetime]:
    """Return the moments that a local time without a zone can mean: one, or none, or two, the earlier first.

    None in the hour that is skipped when the clocks go forward, two in the one that comes
    again when they go back (PEP 495).
    """
    moments = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    real = [moment for moment in moments if round_trips(moment) == local]
    return real if len({moment.utcoffset() for moment in real}) > 1 else real[:1]


def is_skipped(day: datetime.date | None, time: datetime.time | None, zone: str) -> bool:
    """Return True of a time of day that does not exist on that day, as the clocks go forward; False where in doubt."""
    if not (day and time) or zone not in known_zones():
        return False
    return not readings(datetime.datetime.combine(day, time), zoneinfo.ZoneInfo(zone))


def round_trips(moment: datetime.datetime) -> datetime.datetime:
    """Return the local time that a clock shows at a moment that was written down in its zone."""
    return moment.astimezone(UTC).astimezone(moment.tzinfo).replace(tzinfo=None)


def is_ambiguous(moment: datetime.datetime) -> bool:
    """Return True of an aware moment whose local time comes twice that day."""
    zone = moment.tzinfo
    return zone is not None and len(readings(moment.replace(tzinfo=None, fold=0), zone)) > 1


def with_offset_if_ambiguous(moment: datetime.datetime) -> str:
    """Return what to type for a moment in its own zone; with the distance from UTC where the time comes twice."""
    said = format_typed(moment)
    return f"{said} {offset(moment)}" if is_ambiguous(moment) else said


def format_typed(moment: datetime.datetime) -> str:
    """Return a local time as Wagtail's calendar writes it, with seconds where it has some."""
    return moment.replace(tzinfo=None).isoformat(" ", "seconds" if moment.second else "minutes")


def ambiguity_message(local: datetime.datetime, zone: datetime.tzinfo) -> str:
    """Return why a local time is not one moment, and what can be typed instead.

    Raises ValueError for a time that is one moment.
    """
    said = {"day": formats.date_format(local, "DATE_FORMAT"), "time": formats.time_format(local), "zone": name(zone)}
    possible = readings(local, zone)
    if len(possible) == 1:
        raise ValueError(f"{local} is one moment in {zone}")
    if possible:
        first, second = (with_offset_if_ambiguous(moment) for moment in possible)
        text = _(
            "On %(day)s the clocks go back in %(zone)s: %(time)s comes twice. "
            "Write %(first)s for the first, or %(second)s for the second."
        )
        return text % {**said, "first": first, "second": second}
    # Read with the distance from UTC after the change, and with the one before (PEP 495).
    before, after = (local.replace(tzinfo=zone, fold=fold) for fold in (1, 0))
    text = _(
        "On %(day)s the clocks go forward in %(zone)s: there is no %(time)s. Write %(before)s or %(after)s instead."
    )
    choices = {"before": round_trips(before), "after": round_trips(after)}
    return text % {**said, **{key: format_typed(choice) for key, choice in choices.items()}}
