"""Notices what has become public, has changed, or is public no more, whoever or whatever did it.

The rows of what was public are held against what is public now: two queries for each kind of record. So nothing is
missed, neither an expiry nor a page made private nor a change at the database itself.
"""

import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site

from mme_site.caching.content_cache import use_content_cache
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
        before, translations = counter.change, read_translations()
        for resource in resources():
            if resource.letter:
                notice(resource, counter, translations, now)
        if counter.change != before:
            counter.save(update_fields=["change"])
        return counter.change - before


def notice(resource: Resource[Any], counter: PublicRecord, translations: Any, now: datetime.datetime) -> None:
    """Write down what has changed of one kind of records."""
    public = public_states(resource, translations)
    known = {row.number: row for row in PublicRecord.objects.filter(letter=resource.letter)}
    changed, new = [], []
    for number, state in public.items():
        row = known.get(number)
        if row and row.is_public and state == State(row.kind, row.languages, row.last_published_at):
            continue
        counter.change += 1
        fields = {**state._asdict(), "is_public": True, "changed_at": now, "change": counter.change}
        if row is None:
            new.append(PublicRecord(letter=resource.letter, number=number, **fields))
        else:
            vars(row).update(fields)
            changed.append(row)
    for number, row in known.items():
        if row.is_public and number not in public:
            counter.change += 1
            row.is_public, row.changed_at, row.change = False, now, counter.change
            changed.append(row)
    PublicRecord.objects.bulk_create(new, batch_size=BATCH)
    names = [*State._fields, "is_public", "changed_at", "change"]
    PublicRecord.objects.bulk_update(changed, names, batch_size=BATCH)


def public_states(resource: Resource[Any], translations: Any) -> dict[int, State]:
    """Return what is public of one kind of records on all sites, by number."""
    names = ["pk", "translation_key", "locale_id", "last_published_at", *filter(None, [resource.kind_field])]
    found = {}
    for root in Page.objects.filter(pk__in=Site.objects.values("root_page")):
        for pk, key, locale, published, *kind in resource.public(root).order_by().values_list(*names).iterator():
            versions = translations.get(key, {})
            languages = ",".join(["", *in_order(locale, versions), ""])
            last = max(filter(None, [published, *versions.values()]), default=None)
            found[pk] = State(kind[0] if kind else "", languages, last)
    return found
