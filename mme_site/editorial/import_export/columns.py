"""Columns of a sheet: how a field is written into a cell, and read from one."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.template.defaultfilters import yesno
from django.utils import translation
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mme_site.core.dates import DatePrecision, machine_date
from mme_site.core.languages import in_every_language, language_codes, separator
from mme_site.core.one_line import one_line
from mme_site.editorial.import_export import cells
from mme_site.editorial.import_export.cells import CellError

TOO_LONG = gettext_lazy("“%(text)s…” is longer than %(most)s letters.")


def normalized_headings(text):
    """Return all that a heading can be called: an export in French is read by an English colleague."""
    return set(map(normalized_heading, in_every_language(lambda: text)))


def normalized_heading(heading):
    return " ".join(str(heading).casefold().replace("_", " ").replace("-", " ").split())


class Column:
    """A text. `get` and `set` speak of the value of an item; `cell` and `read` of what stands in the cell."""

    width = 24  # letters
    choices = ()  # what a spreadsheet offers in a list

    def __init__(self, field, heading, *, width=None):
        self.field, self.heading = field, heading
        self.width = width or self.width

    @property
    def fields(self):
        """The fields of the model whose errors are those of this column."""
        return (self.field,)

    def get(self, item):
        return getattr(item, self.field)

    def set(self, item, value, given):
        """Change an item; `given` are the fields that other columns of the same row state."""
        setattr(item, self.field, value)

    def cell(self, item):
        """Return what an export writes."""
        return cells.spreadsheet_value(self.to_cell(self.get(item)))

    def to_cell(self, value):
        return value

    def key_text(self, cell):
        """Return a cell of the first column as the key that it names; an address has no capitals."""
        text = one_line(cells.cell_text(cell))
        return text.lower() if self.field == "slug" else text

    def keys(self, cell):
        """Return the keys of other records that a cell names, so that all are looked up at once."""
        return ()

    def read(self, cell, context):
        """Return the value that a cell means. Raises CellError."""
        return cells.text_value(cell)


def heading_in(code):
    """Return the heading of the names in a language: 'Name in French', 'Nom en français'."""
    language = str(dict(settings.LANGUAGES).get(code, code))
    capitals = (translation.get_language() or "en").startswith("en")
    return _("Name in %(language)s") % {"language": language if capitals else language.lower()}


class TranslationColumn(Column):
    """The name of a `TranslatedRecord` in one language, which a file calls `name_fr`."""

    def __init__(self, word, code, longest, **options):
        super().__init__(f"{word}_{code}", lazy(heading_in, str)(code), **options)
        self.word, self.code, self.longest = word, code, longest

    @property
    def fields(self):
        return ("translations",)

    def get(self, item):
        return item.own_words(self.word, self.code)

    def set(self, item, value, given):
        item.translate(self.word, self.code, value)

    def read(self, cell, context):
        text = cells.text_value(cell)
        if len(text) > self.longest:
            raise CellError(TOO_LONG % {"text": text[:40], "most": self.longest})
        return text


_labels = ContextVar("labels", default=None)


@contextmanager
def same_choices():
    """Read the choices of each column once inside; every cell would ask for them again."""
    token = _labels.set({})
    try:
        yield
    finally:
        _labels.reset(token)


class ChoiceColumn(Column):
    """One of the choices of a field, by its value, or by its words in any language.

    `choices` can be a function, of what editors or the settings say.
    """

    width = 18

    def __init__(self, field, heading, choices, *, default="", **options):
        super().__init__(field, heading, **options)
        self.all_choices, self.default = choices, default

    @property
    def labels(self):
        """The words of the choices, as the screen shows them now, by value."""
        known, key = _labels.get(), (self, translation.get_language())
        if known is None:
            return self.read_labels()
        if key not in known:
            known[key] = self.read_labels()
        return known[key]

    def read_labels(self):
        choices = self.all_choices() if callable(self.all_choices) else self.all_choices
        return {value: str(label) for value, label in choices}

    @property
    def choices(self):
        return list(self.labels.values())

    def to_cell(self, value):
        return self.labels.get(value, value)

    def read(self, cell, context):
        text = cells.text_value(cell)
        if not text:
            return self.default
        value = context.values_by_words(self).get(normalized_heading(text))
        if value is None:
            raise CellError(
                _("“%(text)s” is none of: %(choices)s.") % {"text": text, "choices": separator().join(self.choices)}
            )
        return value

    def values_by_words(self):
        """Return the values by all that a cell can call them: their words in each language, and themselves."""
        found = {}
        for code in language_codes():
            with translation.override(code):
                found = {normalized_heading(label): value for value, label in self.labels.items()} | found
        return found | {normalized_heading(value): value for value in self.labels}


class NumberColumn(Column):
    width = 10

    def read(self, cell, context):
        return cells.number_value(cell)


class BooleanColumn(Column):
    width = 10

    @property
    def choices(self):
        return [yesno(True), yesno(False)]

    def to_cell(self, value):
        return yesno(value)

    def read(self, cell, context):
        return cells.boolean_value(cell)


class TimeColumn(Column):
    width = 10

    def to_cell(self, value):
        return cells.cell_text(value)

    def read(self, cell, context):
        return cells.time_value(cell)


class PartialDateColumn(Column):
    """A date with the precision that its source states, in one cell: 2014-04-02, 2014-04 or 2014."""

    width = 13

    def __init__(self, field, heading, precision, **options):
        super().__init__(field, heading, **options)
        self.precision = precision

    @property
    def fields(self):
        return (self.field, self.precision)

    def get(self, item):
        day = getattr(item, self.field)
        return (day, getattr(item, self.precision)) if day else None

    def set(self, item, value, given):
        day, precision = value or (None, DatePrecision.DAY)
        setattr(item, self.field, day)
        setattr(item, self.precision, precision)

    def to_cell(self, value):
        if value is None:
            return ""
        day, precision = value
        return day if precision == DatePrecision.DAY else machine_date(day, precision)

    def read(self, cell, context):
        return cells.partial_date_value(cell)


class DayColumn(Column):
    width = 13

    def to_cell(self, value):
        return value or ""

    def read(self, cell, context):
        day, precision = cells.partial_date_value(cell) or (None, DatePrecision.DAY)
        if precision != DatePrecision.DAY:
            raise CellError(_("“%(text)s” is not a day such as 2014-04-02.") % {"text": cells.cell_text(cell)})
        return day


class ReferenceColumn(Column):
    def __init__(self, field, heading, lookup, **options):
        super().__init__(field, heading, **options)
        self.lookup = lookup

    def get(self, item):
        try:
            return getattr(item, self.field)
        except ObjectDoesNotExist:  # of a new inline, whose key may not be empty
            return None

    def to_cell(self, value):
        return self.lookup.key_of(value) if value else ""

    def keys(self, cell):
        return [cells.cell_text(cell)]

    def read(self, cell, context):
        key = cells.text_value(cell)
        return context.found(self.lookup, key) if key else None


class ReferencesColumn(ReferenceColumn):
    """Several other records, by their keys, in one cell."""

    width = 36

    def get(self, item):
        return list(getattr(item, self.field).all())

    def to_cell(self, value):
        return cells.join_values(sorted(self.lookup.key_of(one) for one in value))

    def keys(self, cell):
        return cells.split_values(cells.cell_text(cell))

    def read(self, cell, context):
        keys = dict.fromkeys(cells.split_values(cells.text_value(cell)))
        return [context.found(self.lookup, key) for key in keys]


class TextListColumn(Column):
    """The texts of inlines that have nothing else, such as other names, in one cell."""

    width = 36

    def __init__(self, accessor, heading, model, text_field, **options):
        super().__init__(accessor, heading, **options)
        self.model, self.text_field = model, text_field

    def get(self, item):
        return [getattr(inline, self.text_field) for inline in getattr(item, self.field).all()]

    def set(self, item, value, given):
        """Keep the inlines whose text stays, so that their keys stay."""
        known = {getattr(inline, self.text_field): inline for inline in getattr(item, self.field).all()}
        inlines = [known.get(text) or self.model(**{self.text_field: text}) for text in value]
        for place, inline in enumerate(inlines):
            inline.sort_order = place
        setattr(item, self.field, inlines)

    def to_cell(self, value):
        return cells.join_values(value)

    def read(self, cell, context):
        texts = list(dict.fromkeys(cells.split_values(cells.text_value(cell))))
        longest = self.model._meta.get_field(self.text_field).max_length
        for text in texts:
            if longest and len(text) > longest:
                raise CellError(TOO_LONG % {"text": text[:40], "most": longest})
        return texts


# What every sheet has beside the columns of its model.
LINE = gettext_lazy("Line")
REMOVE = gettext_lazy("Remove")
LAST_CHANGED = gettext_lazy("Last changed")
PROBLEM = gettext_lazy("Problem")
