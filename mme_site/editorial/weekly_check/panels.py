"""What no longer holds, on the first page of the admin, for those who may edit the page, record or file."""

from typing import Any

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import Component
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from mme_site.core.admin_titles import admin_title
from mme_site.editorial.weekly_check.checks import live_records, type_of
from mme_site.editorial.weekly_check.models import PageCheck

MOST_ROWS = 8


class FailedChecksPanel(Component):
    name = "no_longer_holds"
    template_name = "weekly_check/panel.html"
    order = 180

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        found = failed_checks_for(user)
        finder, shown = AdminURLFinder(user), found.select_related("page").order_by("-checked_at", "pk")[:MOST_ROWS]
        rows = [(check, check.page or check.record) for check in shown]
        lines = [(finder.get_edit_url(item), admin_title(item), check.problems[0]) for check, item in rows if item]
        return {"lines": lines, "number": found.count() if lines else 0}


def failed_checks_for(user: Any) -> QuerySet[PageCheck]:
    """Return the checks that found something of what is live and a person may change."""
    own = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    may_change = Q(page__in=own.order_by().values("pk"), page__live=True)
    for model in (records.model for records in live_records()):
        own = policy_registry.get_by_type(model).instances_user_has_permission_for(user, "change").order_by()
        keys = own.annotate(key=Cast("pk", CharField())).values("key")
        may_change |= Q(record_type=type_of(model), record_id__in=keys)
    return PageCheck.objects.exclude(problems=[]).filter(may_change)
