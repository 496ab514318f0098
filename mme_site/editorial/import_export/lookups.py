"""Finds the records that cells name, all of them at once."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from mme_site.core.batches import batches
from mme_site.editorial.import_export.cells import CellError
from mme_site.pages.validation.problems import label_of

BATCH_SIZE = 500  # keys in one query


class Lookup:
    """Records of one model by a field that people know: a code, a slug."""

    def __init__(self, model, by):
        self.model, self.by = model, by

    def key_of(self, record):
        return getattr(record, self.by)

    @property
    def wanted(self):
        """What the form of the record calls the field that is looked for."""
        return label_of(self.model, self.by) or self.by

    def queryset(self, context):
        """Return the records that may be named."""
        return self.model._default_manager.all()

    def read(self, keys, context):
        """Return the records by those of the keys that are known; several records for one key are a problem."""
        found = {}
        for record in self.queryset(context).filter(**{f"{self.by}__in": keys}):
            found.setdefault(self.key_of(record), []).append(record)
        return found

    def choose(self, records, key, context):
        if len(records) == 1:
            return records[0]
        raise CellError(
            _("%(count)s %(records)s are called “%(key)s”.")
            % {"count": len(records), "records": self.model._meta.verbose_name_plural, "key": key}
        )


class PageLookup(Lookup):
    """Pages of one type by their slugs, within the partnership for which the import is."""

    def __init__(self, model):
        super().__init__(model, "slug")

    def queryset(self, context):
        path = context.resource.place.specific.site_root_path
        return self.model._default_manager.filter(path__startswith=path, alias_of=None)

    def choose(self, records, key, context):
        """Prefer the page in the language of the list that is imported into."""
        own = [record for record in records if record.locale_id == context.resource.place.locale_id]
        return super().choose(own or records, key, context)


@dataclass
class ImportContext:
    """What an import knows while it reads its cells."""

    resource: object
    known: dict = field(default_factory=dict)  # by lookup: records by key
    new_items: dict = field(default_factory=dict)  # what this import makes itself, by model and key
    words: dict = field(default_factory=dict)  # by column of choices: values by words

    def values_by_words(self, column):
        """Return what the words of a column of choices mean, made once."""
        if column not in self.words:
            self.words[column] = column.values_by_words()
        return self.words[column]

    def look_up(self, keys_by_lookup):
        """Read all records that the cells name, in few queries."""
        for lookup, keys in keys_by_lookup.items():
            known = self.known.setdefault(lookup, {})
            wanted = sorted({key for key in keys if key} - known.keys())
            for batch in batches(wanted, BATCH_SIZE):
                known.update(lookup.read(batch, self))

    def found(self, lookup, key):
        """Return the record with this key. Raises CellError."""
        records = self.known.get(lookup, {}).get(key)
        if records:
            return lookup.choose(records, key, self)
        if (lookup.model, key) in self.new_items:
            return self.new_items[lookup.model, key]
        text = _("There is no %(record)s “%(key)s”. What is wanted here is its field “%(field)s”.")
        raise CellError(text % {"record": lookup.model._meta.verbose_name, "key": key, "field": lookup.wanted})
