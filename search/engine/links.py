"""Titles and addresses of pages and records, for many at once."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest

from mme_site.core.languages import locales_by_id
from mme_site.core.localized import in_language
from mme_site.core.querysets import foreign_originals
from mme_site.core.searchable import RecordLink
from search.engine.visible import Visible
from search.models import IndexDocument
from search.registered import searchable_records


def links_to(documents: Iterable[IndexDocument], visible: Visible, request: HttpRequest) -> dict[int, RecordLink]:
    """Return the links to what may be read, by the keys of the documents, in a fixed number of queries."""
    links, records = {}, defaultdict(dict)
    for document in documents:
        if page := document.page:
            url = page.get_url(request)
            if page.url_path.startswith(visible.root.url_path):
                url = in_language(url, visible.language)
            elif page.pk in foreign_originals():
                url = in_language(url, visible.language, locales_by_id()[foreign_originals()[page.pk]].language_code)
            links[document.pk] = RecordLink(page.title, url)
        else:
            records[document.record_type_id][document.record_id] = document.pk
    for record_type, of_type in records.items():
        registered = searchable_records()[ContentType.objects.get_for_id(record_type).model_class()]
        found = registered.links(list(of_type), visible.root, visible.language, request)
        links |= {of_type[key]: link for key, link in found.items()}
    return links
