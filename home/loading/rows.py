"""One row of a content file; whatever is wrong with it names its file, row and field."""

import datetime
import uuid
from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from mme_site.core.dates import DatePrecision, parse_partial
from mme_site.core.querysets import SET_BY_TREE


class ContentError(Exception):
    """A content file, row or field that cannot be loaded; its text says which and why."""

    def __init__(self, file, problem, row="", field=""):
        where = ", ".join(filter(None, [file, row, field and f"field {field}"]))
        super().__init__(f"{where}: {problem}")


@dataclass
class ContentRow:
    """One record of a content file, as it is written there."""

    file: str
    identifier: str
    values: dict
    line: int = 0  # of a CSV file

    @property
    def key(self):
        """What the site remembers the row by once it is loaded."""
        return f"{self.file}:{self.identifier}" if self.identifier else self.file

    def error(self, field, problem):
        row = f"row {self.line} ({self.identifier})" if self.line else self.identifier
        return ContentError(self.file, problem, row, field)

    def get(self, field, default=""):
        """Return a value as it is written, or the default where there is none."""
        value = self.values.get(field)
        return default if value in (None, "") else value

    def text(self, field, required=False):
        """Return a text, without the space around it."""
        value = self.get(field)
        if not isinstance(value, str):
            raise self.error(field, f"{value!r} is not a text")
        if required and not value.strip():
            raise self.error(field, "it is empty")
        return value.strip()

    def choice(self, field, choices, default=""):
        """Return one of the choices, a collection of texts."""
        value = self.text(field, required=not default) or default
        if value not in choices:
            raise self.error(field, f"{value!r} is none of {', '.join(choices)}")
        return value

    def named(self, field, known, file, required=False):
        """Return the identifier of a record of another file, or '' where none is named."""
        value = self.text(field, required)
        if value and value not in known:
            raise self.error(field, f"{value!r} is not in {file}")
        return value

    def all_named(self, field, known, file):
        """Return the identifiers of several records of another file."""
        values = self.list(field, str)
        for value in values:
            if value not in known:
                raise self.error(field, f"{value!r} is not in {file}")
        return values

    def list(self, field, kind):
        """Return a list whose entries are all of one Python type."""
        value = self.get(field, [])
        if not isinstance(value, list) or not all(isinstance(entry, kind) for entry in value):
            raise self.error(field, f"{value!r} is not a list of {kind.__name__}")
        return value

    def flag(self, field):
        value = self.get(field, False)
        if not isinstance(value, bool):
            raise self.error(field, f"{value!r} is neither true nor false")
        return value

    def partial_date(self, field):
        """Return (first day meant, precision) of a date such as 2013, 2013-07 or 2013-07-01, or (None, day)."""
        value = self.text(field)
        if not value:
            return None, DatePrecision.DAY
        try:
            return parse_partial(value)
        except ValueError:
            raise self.error(field, f"{value!r} is not a date such as 2013, 2013-07 or 2013-07-01") from None

    def date(self, field):
        """Return a day, or None where none is given."""
        day, precision = self.partial_date(field)
        if precision != DatePrecision.DAY:
            raise self.error(field, f"{self.get(field)!r} is not a day such as 2013-07-01")
        return day

    def time(self, field):
        """Return a time of the day, or None where none is given."""
        return self.parsed(field, datetime.time.fromisoformat, "a time such as 09:30")

    def uuid(self, field):
        """Return what a URN or a UUID names, or None where none is given."""
        return self.parsed(field, uuid.UUID, "a UUID")

    def parsed(self, field, parse, what):
        value = self.text(field)
        try:
            return parse(value) if value else None
        except ValueError:
            raise self.error(field, f"{value!r} is not {what}") from None

    def rows(self, field, fields):
        """Return the records that a field holds, as rows of their own."""
        places = enumerate(self.list(field, dict), start=1)
        rows = [ContentRow(self.file, f"{self.identifier} {field} {place}".strip(), values) for place, values in places]
        for row in rows:
            row.allow(fields)
        return rows

    def allow(self, fields):
        """Raise ContentError for a field that has no meaning here."""
        for name in self.values:
            if name not in fields:
                raise self.error(name, "there is no such field")

    def checked(self, instance, exclude=()):
        """Return a model instance whose values are valid; no question is asked of the database."""
        try:
            instance.clean_fields(exclude)
            instance.clean()
        except ValidationError as error:
            raise self.refusal(error) from None
        return instance

    def checked_page(self, page, exclude=()):
        """Return a page whose values are valid; what its place in the tree gives it is not looked at."""
        return self.checked(page, [*SET_BY_TREE, *exclude])

    def refusal(self, error):
        """Return the error to raise where a model refuses a value of this row."""
        by_field = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        field, problems = next(iter(by_field.items()))
        return self.error("" if field == NON_FIELD_ERRORS else field, " ".join(problems))
