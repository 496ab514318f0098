"""What was withdrawn, for readers who ask for it in lists and in the search."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail import hooks
from wagtail.models import Page

from mme_site.caching.content_cache import cached
from mme_site.core.filters import FilterForm
from mme_site.core.localized import localized_url
from mme_site.core.querysets import is_private, paths_of, versions_paths
from mme_site.core.templatetags.mme_languages import title_in_language
from mme_site.editorial.taking_down.models import TakedownReason, TakenDown
from mme_site.pages.translations import original_of, read_in


@dataclass(frozen=True)
class Withdrawn:
    """A page or record as readers saw it last, in the reader's words; nothing of its next draft."""

    item: Any
    url: str
    taken_down_on: datetime.date
    reason: str

    @property
    def title(self) -> str:
        title: str = title_in_language(self.item) if isinstance(self.item, Page) else self.item.name
        return title


def withdrawn_from(root: Page, request: HttpRequest | None = None) -> list[Withdrawn]:
    """Return what was withdrawn from a site, by its root page, and can be read at its address; the latest first."""
    return cached(("withdrawn", root.path, get_language()), lambda: list(read_withdrawn(root, request)))


def read_withdrawn(root: Page, request: HttpRequest | None) -> Iterator[Withdrawn]:
    found = TakenDown.objects.in_effect().filter(why=TakedownReason.WITHDRAWN, content__isnull=False)
    found = found.exclude(is_private("page__path")).select_related("page").order_by("-taken_down_on", "-pk")
    below, language = tuple(versions_paths(root)) if found else (), get_language()
    for record in found:
        item: Any = record.page.specific if record.page else record.record
        if item is None or item.live:
            continue
        if not record.page:
            title_and_url = link_to_record(item, root, request)
            url = title_and_url[1] if title_and_url else ""
        elif item.path.startswith(below) and original_of(item) is None:
            url = localized_url(item, request)
        else:
            continue
        if url:
            item = item.with_content_json(record.content)
            shown = read_in(language, item) if record.page else item
            yield Withdrawn(shown, url, record.taken_down_on, record.reason)


def link_to_record(item: Any, root: Page, request: HttpRequest | None) -> Any:
    """Return the title and address of a record, public or not; None where it has no address on a site."""
    for records in (one for hook in hooks.get_hooks("register_searchable_records") for one in hook()):
        if isinstance(item, records.model):
            return records.links([item.pk], root, get_language(), request).get(item.pk)
    return None


def withdrawn_below(
    page: Any, request: HttpRequest, form: FilterForm, values: dict[str, Callable[[Any], Iterable[Any]]]
) -> list[Withdrawn] | None:
    """Return what was withdrawn below a list and fits its filters; None where nobody asks for it.

    `values` gives, by filter, what a page has of it: what was kept is asked, as the rows hold the next draft.
    Where nothing was withdrawn below the list, its form does not offer to ask for it.
    """
    at = page.site_root_path
    everything = withdrawn_from(cached(("site root", at), lambda: Page.objects.get(path=at)), request)
    below = tuple(paths_of(page)) if everything else ()
    found = [one for one in everything if isinstance(one.item, Page) and one.item.path.startswith(below)]
    chosen = form.chosen
    if not chosen.get("withdrawn"):
        if not found:
            form.leave_out("withdrawn")
        return None
    asked = [(values[name], value) for name, value in chosen.items() if name in values]
    return [one for one in found if all(value in values_of(one.item) for values_of, value in asked)]
