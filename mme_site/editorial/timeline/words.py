"""Times in few words: how long until, how late, which hour."""

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mme_site.core import time_zones

MINUTE, HOUR, DAY = 60, 3600, 86_400  # seconds
HOURS_UP_TO = 48 * HOUR  # 'in 30 hours' is plainer than 'in a day'


def until(moment, now):
    """Return how long it is until a moment: 'in 2 minutes'; static/publishing/timeline.js counts on by this rule."""
    seconds = int((moment - now).total_seconds())
    if seconds <= 0:
        return _("now")
    if seconds < MINUTE:
        return ngettext("in %(count)d second", "in %(count)d seconds", seconds) % {"count": seconds}
    if seconds < HOUR:
        count = nearest(seconds, MINUTE)
        return ngettext("in %(count)d minute", "in %(count)d minutes", count) % {"count": count}
    if seconds < HOURS_UP_TO:
        count = nearest(seconds, HOUR)
        return ngettext("in %(count)d hour", "in %(count)d hours", count) % {"count": count}
    count = nearest(seconds, DAY)
    return ngettext("in %(count)d day", "in %(count)d days", count) % {"count": count}


def late(lateness):
    """Return a lateness (timedelta) in words; less than a second is on time."""
    seconds = int(lateness.total_seconds())
    if seconds < 1:
        return _("on time")
    if seconds < MINUTE:
        return ngettext("%(count)d second late", "%(count)d seconds late", seconds) % {"count": seconds}
    if seconds < HOUR:
        count = nearest(seconds, MINUTE)
        return ngettext("%(count)d minute late", "%(count)d minutes late", count) % {"count": count}
    if seconds < HOURS_UP_TO:
        count = nearest(seconds, HOUR)
        return ngettext("%(count)d hour late", "%(count)d hours late", count) % {"count": count}
    count = nearest(seconds, DAY)
    return ngettext("%(count)d day late", "%(count)d days late", count) % {"count": count}


def near(day, today):
    """Return 'Today', 'Tomorrow' or 'Yesterday' for such a day, else nothing."""
    return {-1: _("Yesterday"), 0: _("Today"), 1: _("Tomorrow")}.get((day - today).days, "")


def nearest(seconds, unit):
    """Return a number of units, halves rounded up as JavaScript does."""
    return int(seconds / unit + 0.5)


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
