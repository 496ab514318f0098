"""What Wagtail's panel of reviews shows of each, for the few that are shown."""

from wagtail.models import Page, Revision, TaskState

PAGE_VIEWS = {
    "workflow_action_url_name": "wagtailadmin_pages:workflow_action",
    "workflow_preview_url_name": "wagtailadmin_pages:workflow_preview",
    "revisions_compare_url_name": "wagtailadmin_pages:revisions_compare",
}


def rows_to_review(states, user):
    """Return the rows of these task states as Wagtail's template takes them (wagtail/admin/views/home.py)."""
    states = TaskState.objects.filter(pk__in=[state.pk for state in states]).order_by("started_at")
    states = states.select_related("revision", "revision__user", "workflow_state", "workflow_state__workflow", "task")
    states = states.prefetch_related("revision__content_object", "revision__content_object__latest_revision")
    states = states.annotate(previous_revision_id=Revision.objects.previous_revision_id_subquery())
    return [row_of(state, user) for state in states if state.revision and state.revision.content_object]


def row_of(state, user):
    item = state.revision.content_object
    views = PAGE_VIEWS
    if not isinstance(item, Page):
        views = {name: item.snippet_viewset.get_url_name(view.partition(":")[2]) for name, view in PAGE_VIEWS.items()}
    if not getattr(item, "is_previewable", False):
        views = {**views, "workflow_preview_url_name": None}
    return {
        "obj": item,
        "revision": state.revision,
        "previous_revision_id": state.previous_revision_id,
        "live_revision_id": item.live_revision_id,
        "task_state": state,
        "actions": state.task.specific.get_actions(item, user),
        "workflow_tasks": state.workflow_state.all_tasks_with_status(),
        **views,
    }
