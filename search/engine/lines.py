"""The lines of a list of results: a title, what it is, and the sentence that was found."""

import datetime
import json
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from mme_site.core.languages import DOCUMENT_LANGUAGES
from mme_site.core.printed import told_language
from mme_site.core.searchable import FilePassage, RecordLink
from search import fulltext
from search.engine.links import Item, links_to
from search.engine.matching import Matching
from search.engine.queries import WITH_PAGE, fetch
from search.engine.ranking import Candidate
from search.engine.snippets import Marker
from search.engine.visible import Visible
from search.models import IndexedName, Passage
from search.registered import models_by_type, searchable_files
from search.words.folding import words

FEWEST_WORDS = 6
PREFERRED = (Passage.Kind.OWN, Passage.Kind.PART, Passage.Kind.FILE)
LANGUAGE_NAMES = dict([*DOCUMENT_LANGUAGES, *settings.LANGUAGES])


SEPARATOR = " · "  # of facts, as search documents hold them


@dataclass(frozen=True)
class Line:
    """One result as it is shown; texts with `html` in their name are safe HTML."""

    key: int
    title: str
    title_html: str
    url: str
    type: str
    type_label: str
    facts: str
    date: datetime.date | None
    language: str
    snippet_html: str = ""
    snippet_language: str = ""
    where: str = ""  # in words: 'page 14 of the file'
    file_page: int | None = None
    opens_at: str = ""  # the address of the page of the file, or of the part
    opens_label: str = ""
    opens_language: str = ""  # of that label, where it is the site's content
    other_name: str = ""
    other_name_language: str = ""
    other_name_html: str = ""

    @property
    def title_language(self) -> str:
        """The language of the title, which a page in French may keep as it was printed in English."""
        return told_language(self.title, self.language) if self.language else ""

    @property
    def fact_list(self) -> list[str]:
        """Its facts one by one: a date beside a symbol keeps its order only where each stands for itself."""
        return self.facts.split(SEPARATOR) if self.facts else []

    @property
    def language_name(self) -> str:
        """The name of its language, in the reader's."""
        return LANGUAGE_NAMES.get(self.language, self.language)

    @property
    def snippet_language_name(self) -> str:
        """The name of the snippet's language, in the reader's."""
        return LANGUAGE_NAMES.get(self.snippet_language, self.snippet_language)

    def named(self, candidate: Candidate, reader: str) -> "Line":
        """Return this line under the name that was typed, for the reader to choose by."""
        name = candidate.matched_name.text
        if name in self.title:
            return replace(self, other_name="", other_name_language="")
        return replace(self, other_name=name, other_name_language=told_language(name, reader))


class Matched(NamedTuple):
    """A passage that matches, with its text."""

    kind: str
    title: str
    anchor: str
    language: str
    text: str
    in_file: FilePassage | None


class Shown(NamedTuple):
    """What is shown of a result: its values, without the work of making objects of them."""

    key: int
    language: str
    date: datetime.date | None
    facts: str
    summary: str
    facets: str
    item: Item


SHOWN = (
    'SELECT d.id, d.language, d.date, d.facts, d.summary, f."values",'
    " p.id, p.title, p.url_path, d.record_type_id, d.record_id FROM search_indexdocument d"
    f" JOIN search_facets f ON f.id = d.facets_id {WITH_PAGE}"
)


class Lines:
    """Makes the lines of results in a fixed number of queries; `names` are other names that are known already."""

    def __init__(
        self, matching: Matching, visible: Visible, request: HttpRequest, language: str, names: dict[int, list[str]]
    ):
        self.matching = matching
        self.visible = visible
        self.request = request
        self.language = language
        self.marker = Marker(matching.query) if matching else None
        self.names = names

    def of(self, keys: list[int]) -> dict[int, Line]:
        """Return the lines of some results, by key."""
        if not keys:
            return {}
        keys = list(dict.fromkeys(keys))
        results = self.results(keys)
        links = links_to([result.item for result in results], self.visible, self.request)
        passages = self.passages(keys)
        return {
            result.key: self.line(result, links[result.item], passages.get(result.key, []))
            for result in results
            if result.item in links
        }

    def results(self, keys: list[int]) -> list[Shown]:
        """Return what is shown of each result."""
        unknown = [key for key in keys if key not in self.names]
        if unknown:
            names = IndexedName.objects.filter(document__in=unknown, is_title=False)
            for key, text in names.values_list("document", "text"):
                self.names.setdefault(key, []).append(text)
        wanted, params = fulltext.of_database().among("d.id", keys)
        return [Shown(*row[:6], Item(*row[6:])) for row in fetch(f"{SHOWN} WHERE {wanted}", params)]

    def passages(self, keys: list[int]) -> dict[int, list[Matched]]:
        """Return the matching passages of each result with their text, the best of each kind first."""
        rows = self.matching.best_passages(keys)
        wanted = {row[-1] for row in rows if row[-1]}
        in_files = searchable_files().passages(wanted) if wanted else {}
        found = {}
        for result, kind, title, anchor, language, text, key in rows:
            in_file = in_files.get(key)
            if in_file or kind != Passage.Kind.FILE:
                matched = Matched(kind, title, anchor, language, in_file.text if in_file else text, in_file)
                found.setdefault(result, []).append(matched)
        return found

    def line(self, result: Shown, link: RecordLink, passages: list[Matched]) -> Line:
        type_name = next(iter(json.loads(result.facets).get("type", [])), "")
        facts = json.loads(result.facts)
        language = result.language
        line = Line(
            key=result.key,
            title=link.title,
            title_html=self.marker.marked(link.title, language or self.language),
            url=link.url,
            type=type_name,
            type_label=capfirst(models_by_type()[type_name]._meta.verbose_name),
            facts=facts.get(self.language) or facts.get("en", ""),
            date=result.date,
            language=language,
        )
        return self.with_snippet(line, result, passages)

    def with_snippet(self, line: Line, result: Shown, passages: list[Matched]) -> Line:
        """Return a line with the text that answers most of the query, and where that stands."""
        wanted = len(self.matching.query.clauses)
        in_title = self.answered(line.title, line.language)
        line = self.with_other_name(line, in_title)
        best = self.best(passages, is_in_title=in_title >= wanted)
        if best is None:
            where = _("title") if in_title else _("other name") if line.other_name else ""
            summary = self.marker.marked(result.summary, line.language or self.language)
            told = told_language(result.summary, line.language or self.language)
            return replace(line, snippet_html=summary, snippet_language=told, where=where)
        snippet, passage = best
        if passage.kind == Passage.Kind.OWN and result.summary and len(words(strip_tags(snippet))) < FEWEST_WORDS:
            snippet = self.marker.marked(result.summary, line.language or self.language)  # says more than a lone place
        # A page quotes what was printed in another language than its own.
        told = told_language(strip_tags(snippet), passage.language)
        line = replace(line, snippet_html=snippet, snippet_language=told)
        if passage.kind == Passage.Kind.OWN:
            return replace(line, where=_("title") if in_title >= wanted else _("text"))
        if passage.kind == Passage.Kind.PART:
            label = passage.title or _("agenda item")
            spoken = told_language(label, passage.language) if passage.title else ""
            at = {"opens_at": f"{line.url}#{passage.anchor}", "opens_label": label, "opens_language": spoken}
            return replace(line, where=_("agenda item"), **at)
        return replace(line, **of_file(passage.in_file))

    def best(self, passages: list[Matched], is_in_title: bool) -> tuple[str, Matched] | None:
        """Return (snippet, passage) of the passage that answers most, or None.

        The text of the page itself goes before a part of it, and that before a file; where the
        title holds all that was asked for, only the page itself is of interest.
        """
        best, best_text, most = None, "", 0
        for passage in sorted(passages, key=lambda passage: PREFERRED.index(passage.kind)):
            if is_in_title and passage.kind != Passage.Kind.OWN:
                continue
            text = f"{passage.title}. {passage.text}" if passage.kind == Passage.Kind.PART else passage.text
            if (answered := self.marker.answered(text, passage.language)) > most:
                best, best_text, most = passage, text, answered
            if most == len(self.matching.query.clauses):
                break  # nothing after it can answer more
        return (self.marker.snippet(best_text, best.language), best) if best else None

    def answered(self, text: str, language: str) -> int:
        """Return how many clauses a short text answers."""
        return self.marker.answered(text, language or self.language)

    def with_other_name(self, line: Line, in_title: int) -> Line:
        """Return a line with the other name that answers more of the query than the title does, if one does."""
        best, most = "", in_title
        for name in self.names.get(line.key, ()):
            if (answered := self.answered(name, line.language)) > most:
                best, most = name, answered
        if not best:
            return line
        html = self.marker.marked(best, line.language or self.language)
        told = told_language(best, line.language or self.language)
        return replace(line, other_name=best, other_name_html=html, other_name_language=told)


def of_file(passage: FilePassage) -> dict[str, Any]:
    """Return what a line says of a page of a file, and where it opens."""
    if not passage.number:
        return {"where": _("in the file"), "opens_at": passage.url, "opens_label": _("The file")}
    number = {"number": passage.number}
    return {
        "where": _("page %(number)s of the file") % number,
        "opens_at": passage.url,
        "opens_label": _("Open the file at page %(number)s") % number,
        "file_page": passage.number,
    }
