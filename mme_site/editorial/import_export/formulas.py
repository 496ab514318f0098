"""Texts that a spreadsheet would take for formulas (OWASP, "CSV Injection")."""

import re

# A cell that begins so is a formula to a spreadsheet.
FORMULA_START = re.compile(r"'*[=+\-@\t\r]")


def escape_formula(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; `unescape_formula` takes the apostrophe away again."""
    return f"'{text}" if FORMULA_START.match(text) else text


def unescape_formula(text: str) -> str:
    return text[1:] if text.startswith("'") and FORMULA_START.match(text) else text
