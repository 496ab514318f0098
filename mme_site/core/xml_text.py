"""Texts in XML, and so in feeds and spreadsheets."""

import re

# What XML 1.0 (2.2) cannot hold.
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def xml_safe(text: str) -> str:
    """Return a text without the characters that make a document unreadable."""
    return NOT_IN_XML.sub("", text)
