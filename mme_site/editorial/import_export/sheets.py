"""Sheets: which columns there are, and to which of them a table's headings belong."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.utils.functional import cached_property

from mme_site.core.languages import language_codes
from mme_site.editorial.import_export.cells import cell_text
from mme_site.editorial.import_export.columns import (
    LAST_CHANGED,
    LINE,
    PROBLEM,
    REMOVE,
    normalized_heading,
    normalized_headings,
)

# What every sheet has beside the columns of its model, by names that no field has.
STAMP, PROBLEM_KEY = "+last changed", "+problem"
CHOICES = "_choices"  # the sheet of a workbook that holds what its columns offer


@dataclass(eq=False)
class Sheet:
    """The main sheet, a row for each page or record; the first column is its key."""

    name: str
    made_of: list | Callable[[], list]  # the columns, or what returns those for the languages of now

    @property
    def columns(self):
        return list(self.by_name.values())

    @property
    def by_name(self):
        return columns_of(self, tuple(language_codes()))

    @property
    def key(self):
        return self.columns[0]

    @property
    def headings(self):
        """The headings by the names of the columns, in the order in which an export writes them."""
        return {column.field: column.heading for column in self.columns} | {STAMP: LAST_CHANGED}

    @property
    def known(self):
        """The names of the columns by all that their headings can be; Problem is there to be read by people."""
        return known_headings(self, tuple(language_codes()))

    def is_called(self, name):
        return normalized_heading(name) in normalized_headings(self.name)

    def column_of_field(self, field):
        """Return the column that states a field of the model, or None."""
        return next((column for column in self.columns if field in column.fields), None)


@dataclass(eq=False)
class InlineSheet(Sheet):
    """A sheet of the inline records of a page or record: a row for each, with the key of what it belongs to.

    A row without a line number is a new inline, or the one whose `identity`, some of its
    columns, is the same.
    """

    accessor: str
    model: type
    identity: tuple

    @property
    def headings(self):
        (key, heading), *others = ((column.field, column.heading) for column in self.columns)
        numbered = {key: heading, "+line": LINE, **dict(others), "+remove": REMOVE}
        return numbered | {STAMP: LAST_CHANGED}

    @property
    def inline_columns(self):
        return self.columns[1:]

    def identity_of(self, inline):
        return tuple(cell_text(self.by_name[name].cell(inline)) for name in self.identity)

    @cached_property
    def parent_field(self):
        """The field of an inline that names what it belongs to."""
        fields = (field for field in self.model._meta.fields if field.remote_field)
        return next(field.name for field in fields if field.remote_field.related_name == self.accessor)


@cache
def columns_of(sheet, languages):
    """Return the columns of a sheet by their names, made once for the languages of the site."""
    columns = sheet.made_of() if callable(sheet.made_of) else sheet.made_of
    return {column.field: column for column in columns}


@cache
def known_headings(sheet, languages):
    headings = {**sheet.headings, PROBLEM_KEY: PROBLEM}
    return {normalized_heading(name): name for name in headings} | {
        heading_text: name for name, heading in headings.items() for heading_text in normalized_headings(heading)
    }
