"""How a row names what it is of: a page, or a record of a kind that a room registers (docs/EXTENDING.md)."""

from collections.abc import Collection

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

KEY = ("page_id", "record_type_id", "record_id")
Owner = tuple[int | None, ...]  # the values of `KEY`


class RecordKey(models.Model):
    """The record that a row is of, where it is not of a page; the page is a field of each model."""

    record_type = models.ForeignKey(
        ContentType, null=True, editable=False, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    record_id = models.BigIntegerField(null=True, editable=False)
    record = GenericForeignKey("record_type", "record_id")

    class Meta:
        abstract = True


def is_page_or_record(name: str) -> models.CheckConstraint:
    """Return the constraint that a row is of a page or of a record."""
    return models.CheckConstraint(
        condition=Q(page=None, record_type__isnull=False, record_id__isnull=False)
        | Q(page__isnull=False, record_type=None, record_id=None),
        name=name,
    )


def is_of(owners: Collection[Owner]) -> Q:
    """Return the condition that a row is of one of these pages and records."""
    condition = Q(page__in=[page for page, _type, _record in owners if page])
    for record_type in {record_type for _page, record_type, _record in owners} - {None}:
        records = [record for _page, of_type, record in owners if of_type == record_type]
        condition |= Q(record_type=record_type, record_id__in=records)
    return condition
