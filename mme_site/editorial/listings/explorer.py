"""Wagtail's explorer of pages, at a cost that does not grow with the list."""

from django.db.models import QuerySet
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from mme_site.editorial.listings.reading import KeysFirst
from mme_site.editorial.listings.translating import read_translating


class Explorer(KeysFirst, ExplorableIndexView):
    """Wagtail annotates every child before it sorts them, and wagtail-localize asks twice for each row; not here."""

    readers = (read_translating,)

    def annotate_queryset(self, pages):
        """Wait until it is known which pages are shown; a list that is being put in order shows all of them."""
        return pages if self.get_paginate_by(pages) else super().annotate_queryset(pages)

    def detailed(self, keys):
        return super().annotate_queryset(Page.objects.filter(pk__in=keys))

    @staticmethod
    def keys_in_order(queryset):
        """What a search found is no queryset, and gives pages."""
        return KeysFirst.keys_in_order(queryset) if isinstance(queryset, QuerySet) else queryset

    def rows(self, keys):
        return super().rows([getattr(key, "pk", key) for key in keys])


class ExplorerViewSet(PageViewSet):
    """The views of every page, Wagtail's own but for the explorer."""

    model = Page
    index_view_class = Explorer
