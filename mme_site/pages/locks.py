"""Wagtail's lock of what is scheduled, which says the hour with its zones."""

from django.contrib.auth.models import AbstractBaseUser
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.locks import ScheduledForPublishLock

from mme_site.core import time_zones


class ScheduleLock(ScheduledForPublishLock):
    """Nobody edits what is scheduled; the ways to change something are offered beside it.

    Wagtail has one, to cancel the schedule; rooms above add theirs with the hook `schedule_lock_buttons`.
    """

    def get_message(self, user: AbstractBaseUser) -> SafeString:
        offered = [button for hook in hooks.get_hooks("schedule_lock_buttons") for button in hook(self.object, user)]
        link = '<a class="button button-small button-secondary" href="{}">{}</a>'
        return format_html("{} {}", self.sentence, format_html_join(" ", link, offered))

    @property
    def sentence(self) -> SafeString:
        revision = self.object.scheduled_revision
        return format_html(
            # The words are put in by format_html, which escapes them.
            _("{model_name} '{title}' is locked and has been scheduled to go live at {hour}."),
            model_name=capfirst(self.model_name),
            title=revision.object_str,
            hour=time_zones.in_zones(revision.approved_go_live_at),
        )

    def get_description(self, user: AbstractBaseUser) -> str:
        hour = time_zones.in_zones(self.object.scheduled_revision.approved_go_live_at)
        return _("Locked until it goes live at %(hour)s") % {"hour": hour}
