"""Sheets: which columns there are, and to which of them a table's headings belong."""

from dataclasses import dataclass

from django.utils.functional import cached_property

from mme_site.editorial.import_export.cells import written
from mme_site.editorial.import_export.columns import LAST_CHANGED, LINE, PROBLEM, REMOVE, folded, said_in_every_language

# What every sheet has beside the columns of its model, by names that no field has.
OF_LINES = {"+line": LINE, "+remove": REMOVE}
STAMP, PROBLEM_KEY = "+last changed", "+problem"


@dataclass(eq=False)
class Sheet:
    """The main sheet, a row for each page or record; the first column is its key."""

    name: str
    columns: list

    @property
    def key(self):
        return self.columns[0]

    @property
    def headings(self):
        """The headings by the names of the columns, in the order in which an export writes them."""
        return {column.field: column.heading for column in self.columns} | {STAMP: LAST_CHANGED}

    @cached_property
    def known(self):
        """The names of the columns by all that their headings can be; Problem is there to be read by people."""
        headings = {**self.headings, PROBLEM_KEY: PROBLEM}
        return {folded(name): name for name in headings} | {
            said: name for name, heading in headings.items() for said in said_in_every_language(heading)
        }

    @cached_property
    def by_name(self):
        return {column.field: column for column in self.columns}

    def is_called(self, name):
        return folded(name) in said_in_every_language(self.name)

    def column_of_field(self, field):
        """Return the column that states a field of the model, or None."""
        return next((column for column in self.columns if field in column.fields), None)


@dataclass(eq=False)
class LineSheet(Sheet):
    """A sheet of the lines below a page or record: a row for each, with the key of what it belongs to.

    A row without a line number is a new line, or the line whose `identity`, some of its
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
    def own_columns(self):
        """The columns of the line itself."""
        return self.columns[1:]

    def identity_of(self, line):
        return tuple(written(self.by_name[name].cell(line)) for name in self.identity)

    @cached_property
    def parent_field(self):
        """The field of a line that names what it belongs to."""
        fields = (field for field in self.model._meta.fields if field.remote_field)
        return next(field.name for field in fields if field.remote_field.related_name == self.accessor)
