"""The two buttons beside a schedule, and the question that their addresses ask of who comes by a link."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.models import TaskState
from wagtail.snippets.views.snippets import WorkflowActionView as WorkflowActionSnippetView

from mme_site.core import time_zones
from mme_site.core.admin import ScreenMixin
from mme_site.editorial.notices import editor_messages
from mme_site.editorial.schedule_calendar.access import may_publish
from mme_site.publishing import actions
from mme_site.publishing.schedule import Schedule


class ScheduleActionView(ScreenMixin, TemplateView):
    """Does one thing to a schedule when it is posted to; otherwise asks whether it is meant.

    For those who may publish what is scheduled. Others, and who names no schedule, get 404:
    a title may be under embargo.
    """

    template_name = "notices/confirm.html"
    header_icon = "calendar-alt"
    screens_above = [(gettext_lazy("Publishing timeline"), reverse_lazy("publishing_timeline"))]

    def setup(self, request, pk):
        super().setup(request, pk=pk)
        self.schedule = get_object_or_404(Schedule.objects.select_related("content_type"), pk=pk)
        if not may_publish(request.user, self.schedule.item):
            raise Http404
        self.names = {"title": self.schedule.title, "hour": time_zones.in_zones(self.schedule.due_at)}

    def post(self, request, *args, **kwargs):
        try:
            self.action(self.schedule, request.user)
        except actions.ScheduleEnded:
            self.schedule.refresh_from_db()
            messages.warning(request, self.what_it_is_now())
        except actions.NotDue:
            text = _("“%(title)s” has not failed. It is scheduled: %(hour)s.")
            messages.warning(request, text % self.names)
        else:
            messages.success(request, self.done % self.names)
        return redirect(self.next_url)

    def what_it_is_now(self):
        names = {**self.names, "status": self.schedule.get_status_display()}
        if self.schedule.is_open:
            return _("Nothing was done: the schedule of “%(title)s” has changed in the meantime.") % names
        return _("Nothing was done: the schedule of “%(title)s” has ended in the meantime (%(status)s).") % names

    @property
    def next_url(self):
        return get_valid_next_url_from_request(self.request) or reverse("publishing_timeline")

    def get_context_data(self, **kwargs):
        names = {"schedule": self.schedule, "hour": self.names["hour"], "next_url": self.next_url}
        return super().get_context_data(**names, **kwargs)


class RetryView(ScheduleActionView):
    page_title = gettext_lazy("Try again now")
    action = staticmethod(actions.retry)
    done = gettext_lazy("“%(title)s” is tried again now.")


class CancelView(ScheduleActionView):
    page_title = gettext_lazy("Cancel the schedule")
    action = staticmethod(actions.cancel)
    done = gettext_lazy("“%(title)s” is no longer scheduled for %(hour)s.")


class ReviewMessageMixin:
    """An approval or a refusal from the first page of the admin, told as one from the form is.

    It stands before a view of Wagtail's that does one.
    """

    def post(self, request, *args, **kwargs):
        response = super().post(request, *args, **kwargs)
        self.task_state.refresh_from_db()
        if self.task_state.status != TaskState.STATUS_IN_PROGRESS:  # else the form of the comment is shown again
            editor_messages.after_review(request, self.object, self.action_name)
            editor_messages.in_one_message(request)
        return response


class PageWorkflowActionView(ReviewMessageMixin, WorkflowActionView):
    """Wagtail's own of pages."""


class RecordWorkflowActionView(ReviewMessageMixin, WorkflowActionSnippetView):
    """Wagtail's own of snippets."""
