"""Bodies, series and places: records that keep no revisions."""

from dataclasses import dataclass, field

from home.loading.catalogues import take_words
from home.loading.rows import ContentRow
from home.loading.updating import digest_of, fields_of, update_plain
from mme_site.core.languages import NamedInLanguages


@dataclass
class PlainRecord:
    """A record that is not saved yet, with the words of the catalogues."""

    row: ContentRow
    instance: NamedInLanguages
    words: list = field(default_factory=list)

    @classmethod
    def read(cls, row, instance, catalogues):
        return cls(row, row.checked(instance), take_words([instance], catalogues))

    @property
    def digest(self):
        return digest_of(self.row.values, *self.words)


def load_plain(records, log, noun, field):
    """Save those of these records that were never loaded, and bring the others up to date.

    A new one that has the same value of a field as another is refused.
    """
    for record in records.values():
        key, instance = record.row.key, record.instance
        is_new, value = log.is_new(key), getattr(instance, field)
        stored = type(instance).objects.filter(**{field: value}).first()
        if not is_new:
            if stored and log.is_outdated(key, record.digest):
                update_plain(stored, instance, key, record.digest, log)
        elif stored:
            log.refuse(key, f"there is a {noun} {value} already")
        else:
            instance.save()
            log.record_created(key, instance, digest=record.digest, shipped=fields_of(instance))
