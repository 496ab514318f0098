"""The lines of a list of results: a title, what it is, and the sentence that was found."""

import datetime
from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from mme_site.core.language_detection import detect_language
from mme_site.core.languages import DOCUMENT_LANGUAGES
from mme_site.core.searchable import RecordLink
from search.engine.links import links_to
from search.engine.matching import Matching
from search.engine.ranking import MANY, Candidate
from search.engine.snippets import Marker
from search.engine.visible import Visible
from search.models import IndexDocument, Passage
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
    facts: str
    date: datetime.date | None
    language: str
    snippet_html: str = ""
    snippet_language: str = ""
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
        return detect_language(self.title, self.language) if self.language else ""

    @property
    def type_label(self) -> str:
        """What its kind of results is called."""
        return capfirst(models_by_type()[self.type]._meta.verbose_name)

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
        return replace(self, other_name=name, other_name_language=detect_language(name, reader))


class Lines:
    """Makes the lines of results in a fixed number of queries."""

    def __init__(self, matching: Matching, visible: Visible, request: HttpRequest, language: str):
        self.matching = matching
        self.visible = visible
        self.request = request
        self.language = language
        self.marker = Marker(matching.query) if matching else None

    def of(self, keys: list[int]) -> dict[int, Line]:
        """Return the lines of some results, by key."""
        if not keys:
            return {}
        results = IndexDocument.objects.filter(pk__in=keys).select_related("page", "facets")
        results = list(results.prefetch_related("names"))
        links = links_to(results, self.visible, self.request)
        passages = self.passages(list(dict.fromkeys(keys)))
        return {
            result.pk: self.line(result, links[result.pk], passages.get(result.pk, []))
            for result in results
            if result.pk in links
        }

    def passages(self, keys: list[int]) -> dict[int, list[Passage]]:
        """Return the matching passages of each result with their text, the best first; of a file, with its page."""
        best = self.matching.best_passages(keys)
        wanted = {passage.file_passage for passage in best} - {None}
        in_files = searchable_files().passages(wanted) if wanted else {}
        found: dict[int, list[Passage]] = {}
        for passage in best:
            passage.in_file = in_files.get(passage.file_passage)
            if passage.in_file:
                passage.text = passage.in_file.text
            if passage.in_file or passage.kind != Passage.Kind.FILE:
                found.setdefault(passage.document_id, []).append(passage)
        return found

    def line(self, result: IndexDocument, link: RecordLink, passages: list[Passage]) -> Line:
        """Return a line with the text that answers most of the query."""
        language = result.language or self.language
        in_title = self.marker.answered(link.title, language)
        line = Line(
            key=result.pk,
            title=link.title,
            title_html=self.marker.marked(link.title, language),
            url=link.url,
            type=next(iter(result.facets.values.get("type", [])), ""),
            facts=result.facts.get(self.language) or result.facts.get("en", ""),
            date=result.date,
            language=result.language,
            snippet_html=self.marker.marked(result.summary, language),
            snippet_language=detect_language(result.summary, language),
        )
        if entry := self.entry(result, passages):
            return self.of_entry(line, entry)
        line = self.with_other_name(line, result, in_title)
        best = self.best(passages, is_in_title=in_title >= len(self.matching.query.clauses))
        return self.with_snippet(line, *best) if best else line

    def entry(self, result: IndexDocument, passages: list[Passage]) -> Passage | None:
        """Return the part of a result that is named, as a name of the result, with all that was asked for: a term."""
        names = {name.text for name in result.names.all() if not name.is_title}
        of_names = (one for one in passages if not names.isdisjoint(one.title.split(SEPARATOR)))
        asked = len(self.matching.query.clauses)
        return next((one for one in of_names if self.marker.answered(one.title, one.language) == asked), None)

    def of_entry(self, line: Line, entry: Passage) -> Line:
        """Return the line of a term: its name, what it means, and its place in the page that explains it."""
        return replace(
            line,
            title=entry.title,
            title_html=self.marker.marked(entry.title, entry.language),
            url=f"{line.url}#{entry.anchor}",
            facts=line.title,
            snippet_html=self.marker.marked(entry.text, entry.language),
            snippet_language=detect_language(entry.text, entry.language),
        )

    def with_snippet(self, line: Line, snippet: str, passage: Passage) -> Line:
        """Return a line with the sentence that was found, and where it opens."""
        # A page quotes what was printed in another language than its own.
        spoken = detect_language(strip_tags(snippet), passage.language)
        if passage.kind == Passage.Kind.OWN:
            if line.snippet_html and len(words(strip_tags(snippet))) < FEWEST_WORDS:
                return line  # the summary says more than a lone place
            return replace(line, snippet_html=snippet, snippet_language=spoken)
        line = replace(line, snippet_html=snippet, snippet_language=spoken)
        if passage.in_file:
            number = passage.in_file.number
            label = _("Open the file at page %(number)s") % {"number": number} if number else _("The file")
            return replace(line, opens_at=passage.in_file.url, opens_label=label, file_page=number)
        label = passage.title or _("agenda item")
        told = detect_language(label, passage.language) if passage.title else ""
        return replace(line, opens_at=f"{line.url}#{passage.anchor}", opens_label=label, opens_language=told)

    def best(self, passages: list[Passage], is_in_title: bool) -> tuple[str, Passage] | None:
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

    def with_other_name(self, line: Line, result: IndexDocument, in_title: int) -> Line:
        """Return a line with the other name that answers more of the query than the title does, if one does."""
        language = line.language or self.language
        others = [name.text for name in result.names.all() if not name.is_title]
        answered = {name: self.marker.answered(name, language) for name in others}
        best = max(others, key=lambda name: answered[name], default="")
        if not best or answered[best] <= in_title or len(others) > MANY:
            return line
        html = self.marker.marked(best, language)
        return replace(line, other_name=best, other_name_html=html, other_name_language=detect_language(best, language))
