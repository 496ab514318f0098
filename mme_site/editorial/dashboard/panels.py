"""The panels of the admin's first page: what waits for this person, a few rows of each with the way to all."""

import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.models import ReferenceIndex, TaskState, WorkflowState

from mme_site.core.admin_titles import admin_title
from mme_site.editorial.dashboard import broken_links, facts_to_check
from mme_site.editorial.dashboard.reviews import rows_to_review
from mme_site.editorial.sharing.admin import may_edit_something

MAX_ROWS = 8
LATELY = datetime.timedelta(days=7)
HEADINGS = [
    (facts_to_check.UNSURE, _("Partly inferred, not checked yet")),
    (facts_to_check.OLD, _("Checked more than a year ago")),
]
SENT_IN = [
    (WorkflowState.STATUS_NEEDS_CHANGES, _("Sent back to you")),
    (WorkflowState.STATUS_IN_PROGRESS, _("In review")),
    (WorkflowState.STATUS_APPROVED, _("Approved in the last seven days")),
]
MAX_COUNTED = 1000


def first_and_count(queryset):
    """Return the first rows of many, and how many there are: a number, or '1000+'."""
    first = list(queryset[:MAX_ROWS])
    if len(first) < MAX_ROWS:
        return first, len(first)
    number = queryset[: MAX_COUNTED + 1].count()
    return first, f"{MAX_COUNTED}+" if number > MAX_COUNTED else number


class ReviewPanel(WorkflowObjectsToModeratePanel):
    """What waits for this person's review: Wagtail's panel with its buttons, the oldest first and a few of them."""

    template_name = "dashboard/reviews.html"
    order = 110

    def get_context_data(self, parent_context):
        request = parent_context["request"]
        states = TaskState.objects.reviewable_by(request.user).order_by("started_at")
        first, number = first_and_count(states)
        return {
            "request": request,
            "csrf_token": parent_context["csrf_token"],
            "states": rows_to_review(first, request.user),
            "number": number,
            "has_more": len(first) == MAX_ROWS and number != MAX_ROWS,
        }


class SubmissionsPanel(Component):
    """What this person has sent in: what came back, with the comment, and what is still in review."""

    name = "sent_in"
    template_name = "dashboard/submissions.html"
    order = 120

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        states = WorkflowState.objects.filter(requested_by=user).select_related("current_task_state__finished_by")
        states = states.order_by("-current_task_state__started_at")
        parts = []
        for status, heading in SENT_IN:
            found = states.filter(status=status)
            if status == WorkflowState.STATUS_APPROVED:
                found = found.filter(current_task_state__finished_at__gt=timezone.now() - LATELY)
            first, number = first_and_count(found)
            if lines := submission_lines(first, user):
                parts.append({"heading": heading, "number": number, "lines": lines, "status": status})
        return {"parts": parts}


def submission_lines(states, user):
    """Return what the lines of these workflow states show, two queries for each kind of object."""
    objects = broken_links.objects_of({(state.base_content_type_id, state.object_id) for state in states})
    finder = AdminURLFinder(user)
    found = []
    for state in states:
        item = objects.get((state.base_content_type_id, state.object_id))
        if item is not None and broken_links.may_see(user, item):
            task = state.current_task_state
            found.append(
                {
                    "title": admin_title(item),
                    "item": item,
                    "edit_url": facts_to_check.edit_address(item, finder),
                    "comment": task.comment if task else "",
                    "by": task.finished_by if task else None,
                    "at": (task.finished_at or task.started_at) if task else state.created_at,
                }
            )
    return found


class FactsToCheckPanel(Component):
    """Facts to check: those partly inferred first, then those whose check is old; drafts before what is live."""

    name = "to_check"
    template_name = "dashboard/facts_to_check.html"
    order = 170

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        address = reverse("facts_to_check")
        parts = []
        for why, heading in HEADINGS:
            rows, number = first_and_count(
                facts_to_check.facts_to_check(user, why).order_by("fact_live", "fact_since", "fact_owner")
            )
            if rows:
                facts = facts_to_check.describe_facts(rows, user)
                parts.append({"heading": heading, "facts": facts, "number": number, "all": f"{address}?why={why}"})
        return {"parts": parts}


class BrokenLinksPanel(Component):
    """Links that readers cannot follow, in what this person may edit."""

    name = "broken_links"
    template_name = "dashboard/broken_links.html"
    order = 180

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        keys = broken_links.cached_broken_links()
        found = ReferenceIndex.objects.filter(pk__in=keys)
        first, number = first_and_count(broken_links.editable_by(user, found)) if keys else ([], 0)
        return {"links": broken_links.describe_links(first, user), "number": number, "all": reverse("broken_links")}


def replace_wagtail_panels(request, panels):
    """Put the panels of the desk in the place of Wagtail's that show the same, for people who edit something."""
    repeated = {"workflow_objects_to_moderate", "user_objects_in_workflow_moderation"}
    panels[:] = [panel for panel in panels if getattr(panel, "name", "") not in repeated]
    panels += [ReviewPanel(), SubmissionsPanel()]
    if may_edit_something(request.user):
        panels += [FactsToCheckPanel(), BrokenLinksPanel()]
