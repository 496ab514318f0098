"""What a reader may be about to type: names that begin like it."""

from itertools import islice
from typing import Any

from django.http import HttpRequest
from wagtail.models import Site

from mme_site.core.language_detection import detect_language
from mme_site.core.searchable import RecordLink
from search import fulltext
from search.engine.links import links_to
from search.engine.queries import TooSlow, fetch, within
from search.engine.visible import Visible
from search.models import IndexDocument
from search.vocabulary.synonyms import groups_of_editors
from search.words.folding import ELIDED, words
from search.words.stemming import is_arabic

MOST = 10
SHORTEST = 2  # letters; everything begins with one
MOST_BEGUN = 1_000  # names that are looked at; what begins like so many says little yet
SECONDS = 0.5
FEW = 3  # names, beside which those are looked for that are called so as well
MOST_GROUPS = 3  # of synonyms that begin so
ARTICLE = "ال"


def suggestions_for(typed: str, site: Site, language: str, request: HttpRequest) -> list[dict[str, str]]:
    """Return at most ten names of public pages and records that hold words that begin like these.

    None of them where they cannot be found in SECONDS: somebody is typing on, and the next letter asks again.
    """
    folded = words(typed)
    if not folded or len("".join(folded)) < SHORTEST:
        return []
    try:
        return Suggesting(site, language, request).of(folded)
    except TooSlow:
        return []


def other_beginnings(folded: list[str]) -> list[list[str]]:
    """Return what a reader may be typing as well: with the Arabic article, without an elision, or by another name."""
    found = []
    if is_arabic(folded[-1]) and not folded[-1].startswith(ARTICLE):
        found.append([*folded[:-1], ARTICLE + folded[-1]])
    if len(folded) > 1 and folded[-1] in ELIDED:
        found.append(folded[:-1])
    typed = " ".join(folded)
    begun = (terms for terms, leads in groups_of_editors() if begins(f"{terms}\n{leads}", typed))
    found += [words(terms.splitlines()[0]) for terms in islice(begun, MOST_GROUPS)]
    return [one for one in found if one and one != folded]


def begins(lines: str, typed: str) -> bool:
    """Return True where a line begins like what is typed."""
    return any(" ".join(words(line)).startswith(typed) for line in lines.splitlines())


class Suggesting:
    """Names of what everybody may read on a site."""

    def __init__(self, site: Site, language: str, request: HttpRequest):
        self.visible = Visible(site.root_page, language)
        self.known = self.visible.sources
        self.language = language
        self.request = request

    def of(self, folded: list[str]) -> list[dict[str, str]]:
        found = sorted(self.names(folded), key=lambda row: self.place(row, folded))
        for other in other_beginnings(folded) if len(found) < FEW else ():
            found += sorted(self.names(other), key=lambda row, other=other: self.place(row, other))
        seen, chosen = set(), []
        for row in found:
            if row[1] not in seen and len(chosen) < MOST:
                seen.add(row[1])
                chosen.append(row)
        return self.shown(chosen)

    def names(self, folded: list[str]) -> list[tuple[Any, ...]]:
        """Return the names that begin so: (text, result, words, is title, language)."""
        statement, params = fulltext.of_database().names(folded)
        with within(SECONDS):
            rows = fetch(
                f"WITH begun AS MATERIALIZED ({statement} LIMIT {MOST_BEGUN})"
                " SELECT m.id, n.text, d.id, n.words, n.is_title, d.language"
                " FROM begun JOIN search_indexedname n ON n.id = begun.id"
                " JOIN search_indexdocument d ON d.id = n.document_id"
                " JOIN search_textsource m ON m.document_id = d.id AND m.file_id IS NULL",
                params,
            )
        shown = self.known.results([source for source, *_name in rows]) - self.known.far
        return [tuple(name) for _source, *name in rows if name[1] in shown]

    def place(self, row: tuple[Any, ...], folded: list[str]) -> tuple[Any, ...]:
        """Return what to sort a name by: those that begin with all that was typed, then titles, then short ones."""
        text, _result, name, is_title, language = row
        typed = " ".join(folded)
        return (not name.startswith(typed), language not in ("", self.language), not is_title, len(text), text)

    def shown(self, rows: list[tuple[Any, ...]]) -> list[dict[str, str]]:
        documents = IndexDocument.objects.filter(pk__in=[row[1] for row in rows]).select_related("page")
        links = links_to(documents, self.visible, self.request)
        return [
            self.suggestion(text, language, links[result])
            for text, result, _words, _is_title, language in rows
            if result in links
        ]

    def suggestion(self, text: str, language: str, link: RecordLink) -> dict[str, str]:
        """Return a name as it is suggested; a record, which has one in each language, goes by the reader's."""
        label, other = (text, link.title) if language else (link.title, text)
        return {
            "label": label,
            "detail": other if other != label else "",
            "url": link.url,
            "language": detect_language(label, language or self.language),
        }
