"""What there is to know of a page or member, put together for the index."""

import functools
import hashlib
import re
from dataclasses import dataclass, field
from functools import cached_property

from django.apps import apps
from django.conf import settings
from django.utils import translation
from wagtail.models import Page
from wagtail.search.index import SearchField

from members.models import Member
from mme_site.core.search_document import SearchDocument
from mme_site.files.models import FileText, FileUse
from mme_site.files.text.states import FileTextState
from search.models import Entry

LONGEST_TEXT = 60_000  # characters of one entry; a longer text is several
PIECE = re.compile(rf"\S[\s\S]{{0,{LONGEST_TEXT - 2}}}\S(?!\S)|\S[\s\S]{{0,{LONGEST_TEXT - 1}}}")
LONGEST_NAME = 500
PARAGRAPHS = "\n\n"  # what no sentence of a result goes across
ACRONYM = re.compile(r"[(,] ?([A-Z][A-Z0-9-]{1,11})\)$")  # that stands for the whole title


@dataclass
class GatheredEntry:
    """One text that a result is found by; of a file's page it is not kept again."""

    kind: str
    text: str
    language: str
    title: str = ""
    anchor: str = ""
    file: int | None = None
    number: int = 0


@dataclass
class Gathered:
    """All that the index holds of one result."""

    title: str
    names: list[str]
    facts: dict
    language: str
    date: object
    facets: dict
    summary: str = ""
    words: str = ""
    entries: list[GatheredEntry] = field(default_factory=list)
    page: int | None = None
    member: int | None = None
    family: object = None

    @cached_property
    def digest(self):
        """Return what tells whether anything has changed since it was last written."""
        content = repr([*vars(self).values()])
        return hashlib.blake2b(content.encode(errors="replace"), digest_size=16).hexdigest()


def gather(item):
    """Return what the index is to hold of a page or member; None of anything else."""
    if isinstance(item, Page):
        return gather_page(item) if hasattr(item, "search_document") else None
    return gather_member(item) if isinstance(item, Member) else None


def gather_page(page):
    told, language = page.search_document, page.locale.language_code
    gathered = Gathered(
        title=page.title,
        names=names(page.title, told),
        facts=in_all_languages(page, "search_summary"),
        words=" ".join(dict.fromkeys(told.words)),
        language=language,
        date=told.date,
        facets={**told.facets, "type": [type_of(page)], "language": [language, *told.facets.get("language", [])]},
        summary=page.summary,
        page=page.pk,
        family=page.translation_key,
    )
    gathered.entries = [
        *pieces(GatheredEntry(Entry.Kind.OWN, text_of(page), language)),
        *(
            piece
            for part in told.parts
            for piece in pieces(GatheredEntry(Entry.Kind.PART, part.text, language, part.title, part.anchor))
        ),
        *pages_of_files(page, language),
    ]
    spoken = [entry.language for entry in gathered.entries if entry.kind == Entry.Kind.FILE]
    gathered.facets["language"] = list(dict.fromkeys([*gathered.facets["language"], *spoken]))
    return gathered


def gather_member(member):
    told = member.search_document
    return Gathered(
        title=member.name_en,
        names=names(member.name_en, told),
        facts=in_all_languages(member, "official_name"),
        language="",
        date=told.date,
        facets={**told.facets, "type": [type_of(member)]},
        member=member.pk,
        entries=[GatheredEntry(Entry.Kind.OWN, "", "en")],
    )


def type_of(item):
    """Return how an address names the type of a page or record: 'meeting', 'document', 'member'."""
    return item._meta.model_name.removesuffix("page")


@functools.cache
def models_by_type():
    """Return the model of each type that can be found."""
    found = [model for model in apps.get_models() if hasattr(model, "search_document")]
    return {model._meta.model_name.removesuffix("page"): model for model in found}


def names(title, told: SearchDocument):
    """Return the names beside the title, each once: those told, and acronyms that the title explains."""
    acronyms = ACRONYM.findall(title)
    without = re.sub(r"\s*\([^()]*\)\s*$", "", title)
    found = dict.fromkeys([*told.names, *acronyms, without])
    return [name[:LONGEST_NAME] for name in found if name and name != title]


def in_all_languages(item, attribute):
    """Return what an object says of itself in every language of the site, by language."""
    said, known = {}, set(vars(item))
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            said[code] = str(getattr(item, attribute))
        for computed in vars(item).keys() - known:  # what it keeps in the language in which it was asked first
            del vars(item)[computed]
    return said


def text_of(item):
    """Return the text of all search fields of an object but its title; relations are told as names and parts."""
    texts = []
    for search_field in item.get_search_fields():
        if isinstance(search_field, SearchField) and search_field.field_name != "title":
            value = search_field.get_value(item)
            texts += map(str, value) if isinstance(value, (list, tuple)) else [str(value or "")]
    return PARAGRAPHS.join(filter(None, texts))


def pages_of_files(page, language):
    """Yield an entry for each page of text in the files that a page uses."""
    used = FileUse.objects.filter(page_id=page.pk).exclude(document=None).values("document")
    read = FileText.objects.of_present_file().filter(document__in=used, state=FileTextState.DONE)
    for text in read.select_related("document").order_by("document").prefetch_related("page_texts"):
        for found in text.page_texts.all():
            yield GatheredEntry(
                Entry.Kind.FILE,
                found.text,
                text.language or language,
                title=text.document.title[:LONGEST_NAME],
                anchor=f"page={found.number}" if text.pages else "",
                file=text.document_id,
                number=found.number,
            )


def pieces(entry):
    """Return an entry as one or more whose words fit into an index."""
    if len(entry.text) <= LONGEST_TEXT:
        return [entry]
    found = PIECE.findall(entry.text)
    return [GatheredEntry(**{**vars(entry), "text": text}) for text in found]
