"""A glossary in the order of the language that it is read in."""

from itertools import groupby, takewhile
from typing import Any

from wagtail.blocks.stream_block import StreamValue

from mme_site.core.alphabet import alphabetical_key


def in_alphabetical_order(body: StreamValue) -> StreamValue:
    """Return a body in which the entries of a glossary stand below the letters of their own language."""
    blocks = list(body.raw_data)
    terms = [block for block in blocks if block["type"] == "term"]
    if not terms:
        return body
    in_order = sorted(terms, key=place_of)
    letters = {letter: list(below) for letter, below in groupby(in_order, key=lambda term: place_of(term)[0])}
    before = list(takewhile(lambda block: not is_letter(block) and block["type"] != "term", blocks))
    after = [block for block in blocks[len(before) :] if not is_letter(block) and block["type"] != "term"]
    entries = [
        block
        for letter, below in letters.items()
        for block in ({"type": "heading", "value": {"text": letter.upper(), "level": "2"}}, *below)
    ]
    return StreamValue(body.stream_block, [*before, *entries, *after], is_lazy=True)


def is_letter(block: dict[str, Any]) -> bool:
    return block["type"] == "heading" and len(block["value"]["text"]) == 1


def place_of(term: dict[str, Any]) -> str:
    """Return what to sort an entry by."""
    return alphabetical_key(term["value"]["term"])
