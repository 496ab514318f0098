"""What there is to know of a page or record, collected for the index."""

import functools
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import translation
from modelsearch.index import get_indexed_models
from wagtail.models import Page
from wagtail.search.index import SearchField

from mme_site.core.languages import in_every_language
from mme_site.core.search_document import SearchDocument
from mme_site.pages.translations import is_translation
from search.indexing.index_format import index_format
from search.models import Passage
from search.registered import searchable_files, searchable_records, type_of

LONGEST_TEXT = 60_000  # characters of one passage; a longer text is several
PIECE = re.compile(rf"\S[\s\S]{{0,{LONGEST_TEXT - 2}}}\S(?!\S)|\S[\s\S]{{0,{LONGEST_TEXT - 1}}}")
LONGEST_NAME = 500
FORMAT = index_format()  # with which each digest begins
ENOUGH_TEXT = 1_500  # characters of a page that says much
PARAGRAPHS = "\n\n"  # what no sentence of a result goes across
ACRONYM = re.compile(r"[(,] ?([A-Z][A-Z0-9-]{1,11})\)$")  # that stands for the whole title


@dataclass
class CollectedPassage:
    """One text that a result is found by; that of a file's page is not kept again."""

    kind: str
    text: str
    language: str
    title: str = ""
    anchor: str = ""
    file: int | None = None
    file_passage: int | None = None


@dataclass
class CollectedDocument:
    """All that the index holds of one result."""

    title: str
    names: list[str]
    facts: dict[str, str]
    words: str
    language: str
    date: Any
    facets: dict[str, list[str]]
    passages: list[CollectedPassage]
    page_id: int | None = None
    record_type_id: int | None = None
    record_id: int | None = None
    summary: str = ""
    weight: float = 0.0
    family: Any = None

    @property
    def key(self) -> tuple[int | None, ...]:
        """What it has in common with its row."""
        return self.page_id, self.record_type_id, self.record_id

    @cached_property
    def digest(self) -> str:
        """What tells whether anything has changed since it was last written."""
        content = repr([*vars(self).values()])
        return FORMAT + hashlib.blake2b(content.encode(errors="replace"), digest_size=12).hexdigest()


def collect(item: Model) -> CollectedDocument | None:
    """Return what the index is to hold of a page or record; None of anything else."""
    if isinstance(item, Page) and item.alias_of_id and is_translation(item):
        return None  # it says nothing that its original does not
    if isinstance(item, Page) and hasattr(type(item), "search_document"):
        said, language = item.search_document, item.locale.language_code
        facts = item.original or item
        if facts is not item:
            said = in_other_words(said, facts)
        passages = passages_of(item, facts, said, language)
        languages = [language, *(passage.language for passage in passages if passage.file)]
        key = {"page_id": item.pk, "family": item.translation_key, "summary": item.summary}
    elif type(item) in searchable_records():
        said, language, languages = item.search_document, "", []
        passages = [CollectedPassage(Passage.Kind.OWN.value, "", "en")]
        facts = item
        key = {"record_type_id": ContentType.objects.get_for_model(item).pk, "record_id": item.pk}
    else:
        return None
    title = said.title or item.title
    return CollectedDocument(
        title=title,
        names=names(title, said),
        facts=in_all_languages(facts, "search_summary"),
        words=" ".join(dict.fromkeys([*said.words, *labels_of_type(type(item))])),
        language=language,
        date=said.date,
        facets={
            **said.facets,
            "type": [type_of(type(item))],
            "language": [*languages, *said.facets.get("language", [])],
        },
        passages=passages,
        weight=said.weight + weight_of(passages),
        **key,
    )


@functools.cache
def labels_of_type(model: type[Model]) -> list[str]:
    """Return what a kind of result is called in every language: 'meetings in Belgium' is a question as well."""
    return in_every_language(lambda: model._meta.verbose_name)


def weight_of(passages: list[CollectedPassage]) -> float:
    """Return how much a result says of its own, from 0 to 1: of two that match alike, people want the longer."""
    length = sum(len(passage.text) for passage in passages if not passage.file)
    return min(1.0, length / ENOUGH_TEXT)


def collect_everything() -> Iterator[tuple[Model, CollectedDocument]]:
    """Yield all pages and records with what the index is to hold of them."""
    for model in get_indexed_models():
        for item in model.get_indexed_objects().order_by("pk").iterator(200):
            if document := collect(item):
                yield item, document


def in_other_words(said: SearchDocument, original: Page) -> SearchDocument:
    """Return what a translation says of itself, with the facts of its original and found by the names of both."""
    facts = original.search_document
    return replace(
        facts,
        names=list(dict.fromkeys([*said.names, original.title, *facts.names])),
        words=list(dict.fromkeys([*said.words, *facts.words])),
        parts=said.parts,
    )


def passages_of(page: Page, facts: Page, said: SearchDocument, language: str) -> list[CollectedPassage]:
    """Return the texts of a page, of its parts and of its files, which are those of its original."""
    own = CollectedPassage(Passage.Kind.OWN.value, text_of(page), language)
    parts = (
        CollectedPassage(Passage.Kind.PART.value, part.text, language, part.title, part.anchor) for part in said.parts
    )
    in_files = (
        CollectedPassage(
            Passage.Kind.FILE.value,
            found.text,
            found.language or language,
            found.title[:LONGEST_NAME],
            found.anchor,
            found.file,
            found.key,
        )
        for found in searchable_files().passages_used_by(facts)
    )
    return [*(piece for passage in (own, *parts) for piece in pieces(passage)), *in_files]


def names(title: str, said: SearchDocument) -> list[str]:
    """Return the names beside the title, each once: those said, and acronyms that the title explains."""
    acronyms = [acronym for acronym in ACRONYM.findall(title) if title.startswith(acronym[0])]
    without = re.sub(r"\s*\([^()]*\)\s*$", "", title)
    found = dict.fromkeys([*said.names, *acronyms, without])
    return [name[:LONGEST_NAME] for name in found if name and name != title]


def in_all_languages(item: Model, attribute: str) -> dict[str, str]:
    """Return what an object says of itself in every language of the site, by language."""
    said, known = {}, set(vars(item))
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            said[code] = str(getattr(item, attribute))
        for computed in vars(item).keys() - known:  # what it keeps in the language in which it was asked first
            del vars(item)[computed]
    return said


def text_of(item: Model) -> str:
    """Return the text of all search fields of an object but its title; relations are said as names and parts."""
    texts = []
    for search_field in item.get_search_fields():
        if isinstance(search_field, SearchField) and search_field.field_name != "title":
            value = search_field.get_value(item)
            texts += map(str, value) if isinstance(value, (list, tuple)) else [str(value or "")]
    return PARAGRAPHS.join(filter(None, texts))


def pieces(passage: CollectedPassage) -> list[CollectedPassage]:
    """Return a passage as one or more whose words fit into an index."""
    if len(passage.text) <= LONGEST_TEXT:
        return [passage]
    return [replace(passage, text=text) for text in PIECE.findall(passage.text)]
