"""Inline records that the database holds once: two of them can change places in one saving.

They are written one after the other, and a database looks at each. So those that change are
taken out first and written anew, with their keys, in the transaction that saves their owner.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction


class UniqueChildrenMixin(models.Model):
    """For an owner of inline records: `unique_children` names, by relation, the columns that constraints are about."""

    unique_children: dict[str, tuple[str, ...]] = {}

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            pending = getattr(self, "_cluster_related_objects", None) or {}
            self.delete_replaced_children({name: pending[name] for name in self.unique_children if name in pending})
            super().save(*args, **kwargs)

    def delete_replaced_children(self, lines: Mapping[str, Iterable[models.Model]]) -> None:
        """Take out the stored records that these ones, by relation, are to replace with other values."""
        for name, records in lines.items() if self.pk else ():
            columns = self.unique_children[name]
            wanted = {line.pk: tuple(getattr(line, column) for column in columns) for line in records if line.pk}
            if not wanted:
                continue
            rows = getattr(type(self), name).rel.related_model.objects.filter(pk__in=wanted)
            changed = [pk for pk, *values in rows.values_list("pk", *columns) if tuple(values) != wanted[pk]]
            if changed:
                rows.filter(pk__in=changed).delete()
