"""Texts that a spreadsheet would take for formulas (OWASP, "CSV Injection")."""

import re
from typing import Any

from django.template.defaultfilters import yesno
from wagtail.admin.views.mixins import SpreadsheetExportMixin

# A cell that begins so is a formula to a spreadsheet.
FORMULA_START = re.compile(r"'*[=+\-@\t\r]")


def escape_formula(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; `unescape_formula` takes the apostrophe away again."""
    return f"'{text}" if FORMULA_START.match(text) else text


def unescape_formula(text: str) -> str:
    return text[1:] if text.startswith("'") and FORMULA_START.match(text) else text


def guard_exports() -> None:
    """Have every list and report of the admin, Wagtail's own included, export words, and to CSV without formulas.

    All of them write their cells with this one method of Wagtail's, which guards XLSX alone.
    """
    write = SpreadsheetExportMixin.preprocess_field_value

    def preprocess_field_value(self: SpreadsheetExportMixin, field: str, value: Any, export_format: str) -> Any:
        cell = write(self, field, yesno(value) if isinstance(value, bool) else value, export_format)
        return escape_formula(cell) if export_format == self.FORMAT_CSV and isinstance(cell, str) else cell

    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value
