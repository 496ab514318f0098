"""The entries of feeds: pages with what is new of them, the latest change first."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import itemgetter
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
NEVER = datetime.datetime.min.replace(tzinfo=datetime.UTC)  # where that stands: last


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


def queries_in(found: Any) -> tuple[Any, ...]:
    """Return the queries of what a feed tells of: of pages of any types or of records, one or several of them."""
    return found if isinstance(found, tuple) else (found,)


def latest_entries(queries: Iterable[Any], request: HttpRequest | None, most: int = MOST_ENTRIES) -> list[Entry]:
    """Return the entries of what some queries find that changed last.

    Only keys are sorted, however many there are; what is told of them is read in as many queries for each type.
    """
    rows = sorted((row for query in queries for row in latest_rows(query, most)), key=itemgetter(0, 1), reverse=True)
    del rows[most:]
    keys: dict[Any, list[int]] = {}
    for _at, key, model in rows:
        keys.setdefault(model, []).append(key)
    found = {model: entries_of(list(model.objects.filter(pk__in=some)), request) for model, some in keys.items()}
    return [found[model][key] for _at, key, model in rows if key in found[model]]


def latest_rows(query: Any, most: int) -> Iterator[tuple[datetime.datetime, int, Any]]:
    """Yield when those that changed last did, their keys and their models."""
    names = ["last_published_at", "pk", *(["content_type"] if query.model is Page else [])]
    latest = query.order_by(F("last_published_at").desc(nulls_last=True), "-pk").values_list(*names)[:most]
    for at, key, *content_type in latest:
        yield at or NEVER, key, model_of(*content_type) if content_type else query.model


def entries_of(objects: list[Any], request: HttpRequest | None) -> dict[int, Entry]:
    """Return the entries of objects of one model by their keys."""
    resource = resource_of(objects[0]) if objects else None
    if resource:
        return {record.number: entry_of(record) for record in resource.records(objects, request)}
    pages = (page for page in in_readers_language(objects) if hasattr(page, "summary"))
    return {page.pk: entry_of(RecordFacts(**record_facts(page, request))) for page in pages}


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
