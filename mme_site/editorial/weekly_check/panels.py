"""What no longer holds, on the first page of the admin, for those who may edit the pages."""

from typing import Any

from wagtail.admin.ui.components import Component
from wagtail.permission_policies.pages import PagePermissionPolicy

from mme_site.editorial.weekly_check.models import PageCheck

MOST_ROWS = 8


class NoLongerHoldsPanel(Component):
    name = "no_longer_holds"
    template_name = "weekly_check/panel.html"
    order = 180

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        own = PagePermissionPolicy().instances_user_has_permission_for(parent_context["request"].user, "change")
        found = PageCheck.objects.filter(page__in=own.values("pk"), page__live=True).exclude(problems=[])
        return {"checks": found.select_related("page").order_by("-checked_at")[:MOST_ROWS], "number": found.count()}
