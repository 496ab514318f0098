"""The pages of a list that is too long to be counted for each of them."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property

from mme_site.caching.content_cache import cached


class CachedCountPaginator(Paginator):
    """A Paginator that counts a list once for as long as no content changes.

    `key` names the list among all that the site has; without one it is counted each time, as a
    list is that a visitor limited as nobody did before. `same` are the same items where they
    are counted faster.
    """

    def __init__(self, items, per_page, key=None, same=None):
        super().__init__(items, per_page)
        self.key = key
        self.same = items if same is None else same

    @cached_property
    def count(self):
        """How many there are in all."""
        return cached(("count", self.key), self.same.count) if self.key else self.object_list.count()


def count_cache_key(name, list_key, form, *more):
    """Return the key of a list that is limited by at most one filter of few values; None for any other."""
    if len(form.chosen) > 1 or not form.chosen.keys() <= set(form.few_values):
        return None
    return name, list_key, *form.chosen.items(), *more
