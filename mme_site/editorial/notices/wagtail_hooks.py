"""Where the notices join Wagtail's admin."""

from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.models import DraftStateMixin, Page
from wagtail.utils.timestamps import parse_datetime_localized

from mme_site.core import time_zones
from mme_site.core.admin import stylesheet
from mme_site.editorial.notices import editor_messages
from mme_site.editorial.notices.correct_live import CorrectLiveView, PreviewOfCorrection, offer, offer_of_record
from mme_site.editorial.notices.panels import SchedulesPanel
from mme_site.editorial.notices.views import CancelView, RetryView

APPROVE = gettext_lazy("Approve and schedule for %(hour)s")


@hooks.register("register_admin_urls")
def schedule_action_urls():
    return [
        path("publishing/<int:pk>/retry/", RetryView.as_view(), name="publishing_retry"),
        path("publishing/<int:pk>/cancel/", CancelView.as_view(), name="publishing_cancel"),
        path("publishing/pages/<int:page_id>/correct/", CorrectLiveView.as_view(), name="correct_live"),
        path("publishing/pages/<int:page_id>/preview/", PreviewOfCorrection.as_view(), name="preview_correction"),
    ]


hooks.register("insert_global_admin_css", stylesheet("notices/notices.css"))
hooks.register("schedule_lock_buttons", offer)


@hooks.register("construct_homepage_panels")
def schedules_on_the_first_page(request, panels):
    panels.append(SchedulesPanel())


@hooks.register("after_publish_page")
def page_was_published_or_scheduled(request, page):
    editor_messages.after_publishing(request, page)


@hooks.register("after_publish")
def snippet_was_published_or_scheduled(request, snippet):
    if isinstance(snippet, DraftStateMixin):
        editor_messages.after_publishing(request, snippet)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def draft_was_saved(request, item):
    if "action-workflow-action" in request.POST:
        editor_messages.after_review(request, item, request.POST.get("workflow-action-name"))
    else:
        editor_messages.after_saving(request, item)


@hooks.register("after_create_page", order=1000)
@hooks.register("after_edit_page", order=1000)
@hooks.register("after_create_snippet", order=1000)
@hooks.register("after_edit_snippet", order=1000)
def in_one_message(request, item):
    editor_messages.in_one_message(request)


@hooks.register("construct_page_action_menu")
@hooks.register("construct_snippet_action_menu")
def name_hour_on_approval(menu_items, request, context):
    """Say the hour on the button where the approval does not publish, but schedules."""
    item = context.get("page") or context.get("instance")
    for button in menu_items:
        if button.name == "approve" and item.go_live_at and item.go_live_at > timezone.now():
            words = _("Approve with comment and schedule for %(hour)s") if button.launch_modal else APPROVE
            button.label = words % {"hour": date_format(timezone.localtime(item.go_live_at), "DATETIME_FORMAT")}


@hooks.register("before_edit_page")
@hooks.register("before_edit_snippet")
def show_comment_of_review(request, item):
    if request.method == "GET" and request.accepts("text/html"):
        editor_messages.show_comment(request, item)
        if not isinstance(item, Page):
            offer_of_record(request, item)


@hooks.register("register_log_actions", order=100)
def replace_log_formatters(actions):
    """Take the place of Wagtail's words for two of its actions; they are registered, and listed, already."""

    class Scheduled(LogFormatter):
        label = gettext_lazy("Schedule publication")

        def format_message(self, entry):
            return sentence(entry, _("Scheduled to go live at %(hour)s"), _("Scheduled to go live"))

    class Unscheduled(LogFormatter):
        label = gettext_lazy("Unschedule publication")

        def format_message(self, entry):
            return sentence(entry, _("No longer scheduled for %(hour)s"), _("No longer scheduled"))

    actions.formatters["wagtail.publish.schedule"] = Scheduled()
    actions.formatters["wagtail.schedule.cancel"] = Unscheduled()


def sentence(entry, with_hour, without):
    """Return what the history says of an entry, which holds its hour unless the date was cleared meanwhile."""
    hour = entry.data.get("revision", {}).get("go_live_at")
    return with_hour % {"hour": time_zones.in_zones(parse_datetime_localized(hour))} if hour else without
