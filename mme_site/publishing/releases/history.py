"""What the history of a release, and of what it has changed, says."""

from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from mme_site.core import time_zones
from mme_site.publishing.releases.item import ItemKind

NO_HOUR = _("Its date and time were removed")
CHOICES = {
    "take over": _("“%(title)s”: the correction was taken over"),
    "keep": _("“%(title)s”: the version was kept as it was pinned"),
}


class ReleaseFormatter(LogFormatter):
    """One line of the history, with what the entry names."""

    sentence: str | Promise = ""

    def format_message(self, entry: Any) -> str:
        what = entry.data.get("what", "")
        kind = str(ItemKind(what).label) if what in ItemKind.values else ""
        return str(self.sentence) % {"title": "", "why": "", "release": "", **entry.data, "what": kind}


def register_release_actions(actions: Any) -> None:
    """Register what is written into histories of releases; for the hook `register_log_actions`."""
    for name, said, words in (
        ("made", _("Make a release"), _("Made the release")),
        ("added", _("Put into a release"), _("Added “%(title)s”: %(what)s")),
        ("removed", _("Take out of a release"), _("Removed “%(title)s”: %(what)s")),
        ("left_out", _("Go on without an item"), _("Decided to go on without “%(title)s”: %(why)s")),
        ("cancelled", _("Cancel a release"), _("Cancelled the release")),
        ("done", _("Publish with a release"), _("Done with the release “%(release)s”: %(what)s")),
    ):
        formatter = type(name, (ReleaseFormatter,), {"label": said, "sentence": words})
        actions.register_action(f"mme.release.{name}")(formatter)

    @actions.register_action("mme.release.hour")
    class Hour(LogFormatter):
        label = _("Set the date and time of a release")

        def format_message(self, entry: Any) -> str:
            hour = parse_datetime(entry.data.get("due_at") or "")
            return str(_("It is released at %(hour)s") % {"hour": time_zones.in_zones(hour)} if hour else NO_HOUR)

    @actions.register_action("mme.release.chosen")
    class Chosen(LogFormatter):
        label = _("Choose between a version and a correction")

        def format_message(self, entry: Any) -> str:
            words = str(CHOICES.get(entry.data.get("choice", ""), ""))
            return words % {"title": entry.data.get("title", "")}
