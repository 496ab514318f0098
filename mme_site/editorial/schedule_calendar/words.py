"""Times in few words: how long until, how late, which hour."""

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from mme_site.core import time_zones

SECOND, MINUTE, HOUR, DAY = 1, 60, 3600, 86_400  # seconds
HOURS_UP_TO = 48 * HOUR  # 'in 30 hours' is plainer than 'in a day'


UNTIL = {
    SECOND: ngettext_lazy("in %(count)d second", "in %(count)d seconds", "count"),
    MINUTE: ngettext_lazy("in %(count)d minute", "in %(count)d minutes", "count"),
    HOUR: ngettext_lazy("in %(count)d hour", "in %(count)d hours", "count"),
    DAY: ngettext_lazy("in %(count)d day", "in %(count)d days", "count"),
}
LATE = {
    SECOND: ngettext_lazy("%(count)d second late", "%(count)d seconds late", "count"),
    MINUTE: ngettext_lazy("%(count)d minute late", "%(count)d minutes late", "count"),
    HOUR: ngettext_lazy("%(count)d hour late", "%(count)d hours late", "count"),
    DAY: ngettext_lazy("%(count)d day late", "%(count)d days late", "count"),
}


def until(moment, now):
    """Return how long it is until a moment: 'in 2 minutes'; countdown.js counts on by this rule."""
    seconds = int((moment - now).total_seconds())
    return in_largest_unit(seconds, UNTIL) if seconds > 0 else _("now")


def late(lateness):
    """Return a lateness (timedelta) in words; less than a second is on time."""
    seconds = int(lateness.total_seconds())
    return in_largest_unit(seconds, LATE) if seconds > 0 else _("on time")


def in_largest_unit(seconds, phrases):
    """Return a number of seconds in the unit that suits it, halves rounded up as JavaScript does."""
    limits = {SECOND: MINUTE, MINUTE: HOUR, HOUR: HOURS_UP_TO}
    unit = next((unit for unit, limit in limits.items() if seconds < limit), DAY)
    return phrases[unit] % {"count": int(seconds / unit + 0.5)}


def relative_day(day, today):
    """Return 'Today', 'Tomorrow' or 'Yesterday' for such a day, else nothing."""
    return {-1: _("Yesterday"), 0: _("Today"), 1: _("Tomorrow")}.get((day - today).days, "")


def hour(local):
    """Return the time of day of a moment in its own zone, with seconds where it has some."""
    return formats.time_format(local, "H:i:s" if local.second else "TIME_FORMAT")


def hours_elsewhere(local):
    """Return the hour of a moment in the site's zone and in UTC, with their names, where it is another one there."""
    said, offsets = [], {local.utcoffset()}
    for zone in (timezone.get_default_timezone(), time_zones.UTC):
        there = local.astimezone(zone)
        if there.utcoffset() not in offsets:
            offsets.add(there.utcoffset())
            said.append(f"{time_zones.local_time(there, local)} {time_zones.name(zone)}")
    return said
