"""What was withdrawn and holds the words of a question; it is in no index, as few things are withdrawn."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page

from mme_site.caching.content_cache import cached
from mme_site.editorial.taking_down.withdrawn import Withdrawn, withdrawn_from
from search.indexing.documents import text_of
from search.words.folding import in_order, words
from search.words.query import Clause, Query
from search.words.stemming import TYPED_IN, stem


def withdrawn_holding(query: Query, root: Page, request: HttpRequest) -> list[Withdrawn]:
    """Return what was withdrawn from a site and holds all that a query asks for, the latest first."""
    key = ("texts of what was withdrawn", root.path, get_language())
    texts = cached(key, lambda: [(one, stems_of(one)) for one in withdrawn_from(root, request)])
    wanted, unwanted = ([forms_of(clause) for clause in clauses] for clauses in (query.clauses, query.without))
    return [
        one
        for one, stems in texts
        if all(holds(stems, forms) for forms in wanted) and not any(holds(stems, forms) for forms in unwanted)
    ]


def stems_of(one: Withdrawn) -> list[str]:
    """Return its words as they are, and as their stems in each language that is typed here; not those of its files."""
    said = one.item.search_document
    texts = [one.title, *said.names, *said.words, text_of(one.item)]
    texts += [text for part in said.parts for text in (part.title, part.text)]
    folded = in_order(words("\n".join(texts)))
    return [as_line(folded), *(as_line(stem(word, language) for word in folded) for language in TYPED_IN)]


def forms_of(clause: Clause) -> list[str]:
    return [as_line(form) for one in clause.any_of for form in one.forms]


def holds(stems: Iterable[str], forms: Iterable[str]) -> bool:
    return any(form in line for form in forms for line in stems)


def as_line(folded: Iterable[str]) -> str:
    return f" {' '.join(folded)} "
