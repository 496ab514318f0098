"""Wagtail's explorer of pages, at a cost that does not grow with the list."""

from django.db.models import QuerySet
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from mme_site.listings.translating import read_translating


class Explorer(ExplorableIndexView):
    """Finds the keys of the shown rows first, and reads what the rows show for those only.

    Wagtail annotates every child before it sorts them, and wagtail-localize asks twice for each row.
    """

    def annotate_queryset(self, pages):
        """Wait until it is known which pages are shown; a list that is being put in order shows all of them."""
        return pages if self.get_paginate_by(pages) else super().annotate_queryset(pages)

    def paginate_queryset(self, queryset, page_size):
        is_searched = not isinstance(queryset, QuerySet)  # then it gives pages, with nothing but their own fields
        shown = queryset if is_searched else queryset.values_list("pk", flat=True)
        paginator, page, found, is_paginated = super().paginate_queryset(shown, page_size)
        page.object_list = self.rows([item.pk for item in found] if is_searched else list(found))
        return paginator, page, page.object_list, is_paginated

    def rows(self, keys):
        """Return the pages with these keys in their order."""
        found = super().annotate_queryset(Page.objects.filter(pk__in=keys)).in_bulk()
        items = [found[key] for key in keys if key in found]
        read_translating(items, self.request.user)
        return items


class ExplorerViewSet(PageViewSet):
    """The views of every page, Wagtail's own but for the explorer."""

    model = Page
    index_view_class = Explorer
