"""The content files as rows."""

import csv
import json

from home.loading.rows import ContentError, ContentRow


def read_csv(folder, file, fields, identified_by, optional=()):
    """Return the rows of a CSV file whose first line names exactly these fields, or the optional ones as well.

    `identified_by` are the fields that tell a reader which row it is.
    """
    rows = []
    try:
        # The signature that spreadsheets write before UTF-8 is not part of the first name.
        with open(folder / file, encoding="utf-8-sig", newline="") as lines:
            table = csv.DictReader(lines, strict=True)
            named = [name for name in table.fieldnames or () if name not in optional]
            if sorted(named) != sorted(fields):
                raise ContentError(file, f"its first line must name {', '.join(fields)}")
            for values in table:
                row = ContentRow(file, " ".join(values[field] or "" for field in identified_by), values, table.line_num)
                if None in values or None in values.values():
                    raise row.error("", f"it does not have {len(fields)} fields")
                rows.append(row)
    except (OSError, ValueError, csv.Error) as error:
        raise ContentError(file, f"it cannot be read: {error}") from error
    return rows


def read_json(folder, file):
    """Return the object that a JSON file holds, as one row."""
    try:
        with open(folder / file, encoding="utf-8-sig") as lines:
            values = json.load(lines)
    except (OSError, ValueError) as error:
        raise ContentError(file, f"it cannot be read: {error}") from error
    if not isinstance(values, dict):
        raise ContentError(file, "it does not hold an object")
    return ContentRow(file, "", values)


def read_list(folder, file, field, fields):
    """Return (rows of the list in a JSON file, the day on which its sources were read), rows by their slugs."""
    whole = read_json(folder, file)
    whole.allow({"checked_on", field})
    rows = []
    for values in whole.list(field, dict):
        row = ContentRow(file, str(values.get("slug") or ""), values)
        row.allow(fields)
        rows.append(row)
    return by_identifier(rows), whole.date("checked_on")


def by_identifier(rows):
    """Return the rows by their identifiers, which no two may share."""
    found = {}
    for row in rows:
        if not row.identifier:
            raise row.error("", "it has nothing to tell it apart from the others")
        if row.identifier in found:
            raise row.error("", "another row has the same identifier")
        found[row.identifier] = row
    return found
