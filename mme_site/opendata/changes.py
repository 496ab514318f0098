"""Notices what has become public, has changed, or is public no more, whoever or whatever did it.

The rows of what was public are held against what is public now, some hundreds at a time. So nothing is missed,
neither an expiry nor a page made private nor a change at the database itself.
"""

import datetime
from collections.abc import Collection
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site

from mme_site.caching.content_cache import use_content_cache
from mme_site.core.batches import batches
from mme_site.opendata.models import PublicRecord
from mme_site.opendata.resources import Resource, resources
from mme_site.pages.translations import in_order, read_translations

COUNTER = {"letter": "", "number": 0}  # the row whose `change` is the last number that was given; it is no record
BATCH = 500


class State(NamedTuple):
    """What is noticed of a record."""

    kind: str
    languages: str
    last_published_at: datetime.datetime | None


def notice_changes() -> int:
    """Write down what has changed, and return how many records have."""
    with use_content_cache(), transaction.atomic():
        now = timezone.now()
        PublicRecord.objects.get_or_create(**COUNTER, defaults={"change": 0, "changed_at": now, "is_public": False})
        counter = PublicRecord.objects.select_for_update().get(**COUNTER)
        before = counter.change
        for resource in (one for one in resources() if one.letter):
            notice(resource, counter, now)
        if counter.change != before:
            counter.save(update_fields=["change"])
        return counter.change - before


def notice(resource: Resource[Any], counter: PublicRecord, now: datetime.datetime) -> None:
    """Write down what has changed of one kind of records; of all of them only the numbers are in memory at once."""
    roots = list(Page.objects.filter(pk__in=Site.objects.values("root_page")))
    public = {pk for root in roots for pk in resource.public(root).order_by().values_list("pk", flat=True)}
    rows = PublicRecord.objects.filter(letter=resource.letter)
    numbers = sorted(public.union(rows.values_list("number", flat=True)))
    for some in batches(numbers, BATCH):
        states = states_of(resource, public.intersection(some))
        known = {row.number: row for row in rows.filter(number__in=some)}
        notice_some(resource.letter, states, known, counter, now)


def notice_some(
    letter: str, states: dict[int, State], known: dict[int, PublicRecord], counter: PublicRecord, now: datetime.datetime
) -> None:
    """Write down what differs between what is public and what was."""
    changed, new = [], []
    for number in sorted(states.keys() | known.keys()):
        state, row = states.get(number), known.get(number)
        was = State(row.kind, row.languages, row.last_published_at) if row and row.is_public else None
        if state == was:
            continue
        counter.change += 1
        row = row or PublicRecord(letter=letter, number=number)
        vars(row).update({"is_public": state is not None, "changed_at": now, "change": counter.change})
        vars(row).update(state._asdict() if state else {})
        (changed if number in known else new).append(row)
    PublicRecord.objects.bulk_create(new)
    PublicRecord.objects.bulk_update(changed, [*State._fields, "is_public", "changed_at", "change"])


def states_of(resource: Resource[Any], numbers: Collection[int]) -> dict[int, State]:
    """Return what is noticed of some public records, by number."""
    model: Any = resource.model if isinstance(resource.model, type) else Page
    if not resource.has_pages:
        rows = model._default_manager.filter(pk__in=numbers).values_list("pk", "last_published_at")
        return {pk: State("", "", last) for pk, last in rows}
    names = ["pk", "translation_key", "locale_id", "last_published_at", *filter(None, [resource.kind_field])]
    rows = list(model._default_manager.filter(pk__in=numbers).values_list(*names))
    translations = read_translations([key for _pk, key, *_rest in rows])
    found = {}
    for pk, key, locale, published, *kind in rows:
        versions = translations.get(key, {})
        last = max(filter(None, [published, *versions.values()]), default=None)
        found[pk] = State(kind[0] if kind else "", ",".join(["", *in_order(locale, versions), ""]), last)
    return found
