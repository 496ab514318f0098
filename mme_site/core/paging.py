"""The pages of a list that is too long to be counted for each of them."""

from collections.abc import Hashable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

from mme_site.caching.content_cache import cached
from mme_site.core.filters import FilterForm


class CachedCountPaginator(Paginator):
    """A Paginator that counts a list once for as long as no content changes.

    `key` names the list among all that the site has; without one it is counted each time, as a
    list is that a visitor limited as nobody did before. `same` are the same items where they
    are counted faster.
    """

    def __init__(
        self,
        items: QuerySet[Any],
        per_page: int,
        key: tuple[Hashable, ...] | None = None,
        same: QuerySet[Any] | None = None,
    ) -> None:
        super().__init__(items, per_page)
        self.items, self.key = items, key
        self.same = items if same is None else same

    @cached_property
    def count(self) -> int:
        return cached(("count", self.key), self.same.count) if self.key else self.items.count()


def count_cache_key(name: str, list_key: int, form: FilterForm, *more: Hashable) -> tuple[Hashable, ...] | None:
    """Return the key of a list that is limited by at most one filter of few values; None for any other."""
    if len(form.chosen) > 1 or not form.chosen.keys() <= set(form.few_values):
        return None
    return name, list_key, *form.chosen.items(), *more
