"""Columns of a sheet: how a field is written into a cell, and read from one."""

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mme_site.core.dates import DatePrecision, machine_date
from mme_site.editorial.import_export import cells
from mme_site.editorial.import_export.cells import CellProblem


def said_in_every_language(text):
    """Return all that a heading can be called: an export in French is read by an English colleague."""
    said = set()
    for code in ["en", *(code for code, _name in settings.LANGUAGES)]:
        with translation.override(code):
            said.add(folded(str(text)))
    return said


def folded(heading):
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
        return cells.for_a_spreadsheet(self.to_cell(self.get(item)))

    def to_cell(self, value):
        return value

    def keys(self, cell):
        """Return the keys of other records that a cell names, so that all are looked up at once."""
        return ()

    def read(self, cell, context):
        """Return the value that a cell means. Raises CellProblem."""
        return cells.text_of(cell)


class Choice(Column):
    """One of the choices of a field, by its value, or by its words in any language."""

    width = 18

    def __init__(self, field, heading, choices, *, default="", **options):
        super().__init__(field, heading, **options)
        self.labels, self.default = list(choices), default
        self.choices = [value for value, _label in self.labels]

    def read(self, cell, context):
        text = cells.text_of(cell)
        if not text:
            return self.default
        for value, label in self.labels:
            if folded(text) == folded(value) or folded(text) in said_in_every_language(label):
                return value
        raise CellProblem(_("“%(text)s” is none of: %(choices)s.") % {"text": text, "choices": ", ".join(self.choices)})


class Number(Column):
    """A whole number."""

    width = 10

    def read(self, cell, context):
        return cells.number_of(cell)


class YesNo(Column):
    """Yes or no."""

    width = 10
    choices = ("yes", "no")

    def to_cell(self, value):
        return "yes" if value else "no"

    def read(self, cell, context):
        return cells.yes_or_no(cell)


class Time(Column):
    """A time of day."""

    width = 10

    def to_cell(self, value):
        return cells.written(value)

    def read(self, cell, context):
        return cells.time_of(cell)


class PartialDate(Column):
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
        return cells.partial_date_of(cell)


class Day(Column):
    """A day."""

    width = 13

    def to_cell(self, value):
        return value or ""

    def read(self, cell, context):
        day, precision = cells.partial_date_of(cell) or (None, DatePrecision.DAY)
        if precision != DatePrecision.DAY:
            raise CellProblem(_("“%(text)s” is not a day such as 2014-04-02.") % {"text": cells.written(cell)})
        return day


class Reference(Column):
    """Another record, by its key."""

    def __init__(self, field, heading, lookup, **options):
        super().__init__(field, heading, **options)
        self.lookup = lookup

    def get(self, item):
        try:
            return getattr(item, self.field)
        except ObjectDoesNotExist:  # of a new line, whose key may not be empty
            return None

    def to_cell(self, value):
        return self.lookup.key_of(value) if value else ""

    def keys(self, cell):
        return [cells.written(cell)]

    def read(self, cell, context):
        key = cells.text_of(cell)
        return context.found(self.lookup, key) if key else None


class References(Reference):
    """Several other records, by their keys, in one cell."""

    width = 36

    def get(self, item):
        return list(getattr(item, self.field).all())

    def to_cell(self, value):
        return cells.joined(sorted(self.lookup.key_of(one) for one in value))

    def keys(self, cell):
        return cells.several(cells.written(cell))

    def read(self, cell, context):
        keys = dict.fromkeys(cells.several(cells.text_of(cell)))
        return [context.found(self.lookup, key) for key in keys]


class Names(Column):
    """The texts of small lines that have nothing else, such as other names, in one cell."""

    width = 36

    def __init__(self, accessor, heading, model, text_field, **options):
        super().__init__(accessor, heading, **options)
        self.model, self.text_field = model, text_field

    def get(self, item):
        return [getattr(line, self.text_field) for line in getattr(item, self.field).all()]

    def set(self, item, value, given):
        """Keep the lines whose text stays, so that their keys stay."""
        known = {getattr(line, self.text_field): line for line in getattr(item, self.field).all()}
        lines = [known.get(text) or self.model(**{self.text_field: text}) for text in value]
        for place, line in enumerate(lines):
            line.sort_order = place
        setattr(item, self.field, lines)

    def to_cell(self, value):
        return cells.joined(value)

    def read(self, cell, context):
        texts = list(dict.fromkeys(cells.several(cells.text_of(cell))))
        longest = self.model._meta.get_field(self.text_field).max_length
        for text in texts:
            if longest and len(text) > longest:
                raise CellProblem(
                    _("“%(text)s…” is longer than %(most)s letters.") % {"text": text[:40], "most": longest}
                )
        return texts


# What every sheet has beside the columns of its model.
LINE = gettext_lazy("Line")
REMOVE = gettext_lazy("Remove")
LAST_CHANGED = gettext_lazy("Last changed")
PROBLEM = gettext_lazy("Problem")
