"""The lines of a list of results: a title, what it is, and the sentence that was found."""

import json
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Page

from members.models import Member
from mme_site.core.languages import DOCUMENT_LANGUAGES
from search import fulltext
from search.engine.queries import fetch
from search.engine.snippets import Marker
from search.indexing.gathering import models_by_type
from search.models import Entry, Name
from search.words.folding import words

FEWEST_WORDS = 6
PREFERRED = (Entry.Kind.OWN, Entry.Kind.PART, Entry.Kind.FILE)
LANGUAGE_NAMES = dict([*DOCUMENT_LANGUAGES, *settings.LANGUAGES])


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
    date: object
    language: str
    snippet_html: str = ""
    snippet_language: str = ""
    where: str = ""  # in words: 'page 14 of the file'
    file_page: int | None = None
    opens_at: str = ""  # the address of the page of the file, or of the part
    opens_label: str = ""
    other_name: str = ""
    other_name_html: str = ""

    @property
    def language_name(self):
        """The name of its language, in the reader's."""
        return LANGUAGE_NAMES.get(self.language, self.language)

    @property
    def snippet_language_name(self):
        """The name of the snippet's language, in the reader's."""
        return LANGUAGE_NAMES.get(self.snippet_language, self.snippet_language)

    def named(self, candidate):
        """Return this line under the name that was typed, for the reader to choose by."""
        name = candidate.matched_name.text
        return replace(self, other_name="" if name in self.title else name)


class Matched(NamedTuple):
    """An entry that matches, with its text."""

    kind: str
    title: str
    anchor: str
    language: str
    number: int
    file: int | None
    path: str | None
    text: str | None


class Shown(NamedTuple):
    """What is shown of a result: its values, without the work of making a page and a result of them."""

    key: int
    language: str
    date: object
    facts: str
    summary: str
    facets: str
    member: object
    page: int | None
    title: str | None
    url_path: str | None


SHOWN = (
    'SELECT r.id, r.language, r.date, r.facts, r.summary, f."values", r.member_id, p.id, p.title, p.url_path'
    " FROM search_result r JOIN search_facets f ON f.id = r.facets_id LEFT JOIN wagtailcore_page p ON p.id = r.page_id"
)


class Lines:
    """Makes the lines of results in a fixed number of queries; `names` are other names that are known already."""

    def __init__(self, matching, visible, request, language, names):
        self.matching = matching
        self.visible = visible
        self.request = request
        self.language = language
        self.marker = Marker(matching.query) if matching else None
        self.names = names
        self.page = Page()  # any one, to ask for addresses: making one for each result takes longer than asking

    def of(self, keys):
        """Return the lines of some results, by key."""
        if not keys:
            return {}
        keys = list(dict.fromkeys(keys))
        results = self.results(keys)
        entries = self.entries(keys)
        return {key: self.line(results[key], entries.get(key, [])) for key in keys if key in results}

    def results(self, keys):
        """Return what is shown of each result."""
        unknown = [key for key in keys if key not in self.names]
        if unknown:
            for key, text in Name.objects.filter(result__in=unknown, is_title=False).values_list("result", "text"):
                self.names.setdefault(key, []).append(text)
        wanted, params = fulltext.of_database().among("r.id", keys)
        results = [Shown(*row) for row in fetch(f"{SHOWN} WHERE {wanted}", params)]
        members = {one.member for one in results if one.member}
        members = Member.objects.in_bulk(members) if members else {}
        return {one.key: one._replace(member=members.get(one.member)) for one in results}

    def entries(self, keys):
        """Return the matching entries of each result with their text, the best of each kind first."""
        found = {}
        for result, *entry in self.matching.best_entries(keys):
            found.setdefault(result, []).append(Matched(*entry))
        return found

    def line(self, result, entries):
        title = result.title if result.page else result.member.name
        type_name = next(iter(json.loads(result.facets).get("type", [])), "")
        facts = json.loads(result.facts)
        language = result.language
        line = Line(
            key=result.key,
            title=title,
            title_html=self.marker.marked(title, language or self.language),
            url=self.url(result),
            type=type_name,
            type_label=capfirst(models_by_type()[type_name]._meta.verbose_name),
            facts=facts.get(self.language) or facts.get("en", ""),
            date=result.date,
            language=language,
        )
        return self.with_snippet(line, result, entries)

    def url(self, result):
        if result.page:
            self.page.id, self.page.url_path = result.page, result.url_path
            return self.page.get_url(self.request)
        return self.visible.member_list.member_url(result.member, self.request)

    def with_snippet(self, line, result, entries):
        """Return a line with the text that answers most of the query, and where that stands."""
        wanted = len(self.matching.query.clauses)
        in_title = self.answered(line.title, line.language)
        line = self.with_other_name(line, result, in_title)
        best = self.best(entries, is_in_title=in_title >= wanted)
        if best is None:
            where = _("title") if in_title else _("other name") if line.other_name else ""
            summary = self.marker.marked(result.summary, line.language or self.language)
            return replace(line, snippet_html=summary, snippet_language=line.language, where=where)
        snippet, entry = best
        if entry.kind == Entry.Kind.OWN and result.summary and len(words(strip_tags(snippet))) < FEWEST_WORDS:
            snippet = self.marker.marked(result.summary, line.language or self.language)  # says more than a lone place
        line = replace(line, snippet_html=snippet, snippet_language=entry.language)
        if entry.kind == Entry.Kind.OWN:
            return replace(line, where=_("title") if in_title >= wanted else _("text"))
        if entry.kind == Entry.Kind.PART:
            label = entry.title or _("agenda item")
            return replace(line, where=_("agenda item"), opens_at=f"{line.url}#{entry.anchor}", opens_label=label)
        return replace(line, **of_file(entry))

    def best(self, entries, is_in_title):
        """Return (snippet, entry) of the entry that answers most, or None.

        The text of the page itself goes before a part of it, and that before a file; where the
        title holds all that was asked for, only the page itself is of interest.
        """
        best, best_text, most = None, "", 0
        for entry in sorted(entries, key=lambda entry: PREFERRED.index(entry.kind)):
            if is_in_title and entry.kind != Entry.Kind.OWN:
                continue
            text = f"{entry.title}. {entry.text or ''}" if entry.kind == Entry.Kind.PART else entry.text or ""
            if (answered := self.marker.answered(text, entry.language)) > most:
                best, best_text, most = entry, text, answered
            if most == len(self.matching.query.clauses):
                break  # nothing after it can answer more
        return (self.marker.snippet(best_text, best.language), best) if best else None

    def answered(self, text, language):
        """Return how many clauses a short text answers."""
        return self.marker.answered(text, language or self.language)

    def with_other_name(self, line, result, in_title):
        """Return a line with the other name that answers more of the query than the title does, if one does."""
        best, most = "", in_title
        for name in self.names.get(result.key, ()):
            if (answered := self.answered(name, line.language)) > most:
                best, most = name, answered
        if not best:
            return line
        return replace(line, other_name=best, other_name_html=self.marker.marked(best, line.language or self.language))


def of_file(entry):
    """Return what a line says of a page of a file, and where it opens."""
    address = reverse("wagtaildocs_serve", args=[entry.file, PurePosixPath(entry.path).name])
    if not entry.anchor:
        where = _("in the file")
        return {"where": where, "opens_at": address, "opens_label": _("The file")}
    where = _("page %(number)s of the file") % {"number": entry.number}
    label = _("Open the file at page %(number)s") % {"number": entry.number}
    return {"where": where, "opens_at": f"{address}#{entry.anchor}", "opens_label": label, "file_page": entry.number}
