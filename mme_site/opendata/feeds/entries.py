"""The entries of feeds: pages with what is new of them, the latest change first."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.http import HttpRequest
from wagtail.models import Page

from mme_site.core.xml_text import xml_safe
from mme_site.opendata.reading import in_readers_language, record_facts
from mme_site.opendata.resources import resource_of
from mme_site.opendata.schemas import RecordFacts

MOST_ENTRIES = 50
EPOCH = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)  # of what was never published by a revision


@dataclass(frozen=True)
class Entry:
    """One page."""

    id: str
    title: str
    url: str
    language: str
    published: datetime.datetime
    updated: datetime.datetime
    summary: str
    tags: list[str] = field(default_factory=list)


def latest_entries(pages: Any, request: HttpRequest | None, most: int = MOST_ENTRIES) -> list[Entry]:
    """Return the entries of those pages, of any types, or records of a query that changed last.

    Only keys are sorted, however many there are; what is told of them is read in as many queries for each type.
    """
    names = ["pk", "content_type"] if pages.model is Page else ["pk"]
    rows = list(pages.order_by(F("last_published_at").desc(nulls_last=True), "-pk").values_list(*names)[:most])
    by_type: dict[Any, list[Any]] = {}
    for key, *content_type in rows:
        by_type.setdefault(model_of(*content_type) if content_type else pages.model, []).append(key)
    found: dict[int, Entry] = {}
    for model, keys in by_type.items():
        specific = list(model.objects.filter(pk__in=keys))
        records = resource_of(specific[0]) if specific else None
        if records:
            found |= {record.number: entry_of(record) for record in records.records(specific, request)}
        else:
            found |= {
                page.pk: entry_of(RecordFacts(**record_facts(page, request)))
                for page in in_readers_language(specific)
                if hasattr(page, "summary")
            }
    return [found[key] for key, *_type in rows if key in found]


def model_of(content_type: int) -> Any:
    return ContentType.objects.get_for_id(content_type).model_class() or Page


def entry_of(record: RecordFacts) -> Entry:
    """Return a record as an entry; what came out of a meeting, and what a document says, is told line by line."""
    points = [*getattr(record, "outcomes", ()), *getattr(record, "key_points", ())]
    published = record.published or EPOCH
    tags = [getattr(record, "kind_name", ""), *(theme.title for theme in getattr(record, "themes", ()))]
    lines = [record.summary, getattr(record, "note", ""), *(f"• {point.text}" for point in points)]
    return Entry(
        id=record.id,
        title=xml_safe(record.title),
        url=record.url,
        language=record.words_in,
        published=published,
        updated=max(record.changed or published, published),
        summary=xml_safe("\n".join(filter(None, lines))),
        tags=[xml_safe(tag) for tag in tags if tag],
    )
