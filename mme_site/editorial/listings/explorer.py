"""Wagtail's explorer of pages, with what wagtail-localize asks of each row asked for all of them at once."""

from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet

from mme_site.editorial.listings.search import AdminSearchView
from mme_site.editorial.listings.translating import read_translating
from mme_site.editorial.notices.views import PageWorkflowActionView
from mme_site.editorial.taking_down.views import UnpublishForAReasonView


class Explorer(ExplorableIndexView):
    """Wagtail's own, whose rows know which buttons of translation they have."""

    def paginate_queryset(self, queryset, page_size):
        paginator, page, rows, is_paginated = super().paginate_queryset(queryset, page_size)
        page.object_list = list(rows)
        read_translating(page.object_list, self.request.user)
        return paginator, page, page.object_list, is_paginated


class ExplorerViewSet(PageViewSet):
    """The views of every page, Wagtail's own but for the explorer and the search."""

    index_view_class = Explorer
    search_view_class = AdminSearchView
    unpublish_view_class = UnpublishForAReasonView
    workflow_action_view_class = PageWorkflowActionView
