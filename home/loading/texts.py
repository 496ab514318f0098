"""Bodies of text as the content files write them, made into the blocks that editors edit."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from home.loading.reading import read_json
from mme_site.pages.blocks import BodyBlock

LINK_TO_PAGE = re.compile(r'<a href="page:([^"]*)">(.*?)</a>')


@dataclass(frozen=True)
class Texts:
    """Makes bodies; `printed` is who printed the page that the site replaces, where and when."""

    printed: dict
    block = BodyBlock()

    @classmethod
    def read(cls, folder):
        """Read whose words the blocks called 'printed' are."""
        row = read_json(folder, "printed.json")
        row.allow({"attribution", "url", "date", "language"})
        row.date("date")
        return cls(row.values)

    def body(self, row, field="body", may_link=False):
        """Return a body as a StreamField stores it.

        The file has a list of objects with one entry each: the kind of block and its value.
        Links to pages of the site, written 'page:meetings/…', stand only where they are
        resolved later, with `resolve_links`.
        """
        places = enumerate(row.list(field, dict), start=1)
        blocks = [self.made(row, f"{field} {place}", entry) for place, entry in places]
        if addresses_in(blocks) and not may_link:
            raise row.error(field, "a link to a page of the site cannot stand here")
        return blocks

    def made(self, row, field, entry):
        """Return one block, checked."""
        if len(entry) != 1:
            raise row.error(field, "a block has one kind and one value")
        [(written, value)] = entry.items()
        kind, value = self.kind_and_value(written, value)
        block = self.block.child_blocks.get(kind)
        if block is None:
            raise row.error(field, f"there is no block {written!r}")
        parts = getattr(block, "child_blocks", None)
        if parts and value and not (isinstance(value, dict) and value.keys() <= parts.keys()):
            raise row.error(field, f"a block {written!r} has {', '.join(parts)}")
        try:
            block.clean(block.to_python(value))
        except ValidationError as error:
            raise row.error(field, problems_of(error)) from None
        return {"type": kind, "value": value}

    def kind_and_value(self, written, value):
        """Return a block's kind and value; three kinds are written shorter than they are stored."""
        if written in ("heading", "sub-heading"):
            return "heading", {"text": value, "level": "2" if written == "heading" else "3"}
        if written == "printed":
            return "quotation", {"text": value, **self.printed}
        return written, value


def problems_of(error):
    """Return what is wrong with a block, with the names of its parts."""
    parts = getattr(error, "block_errors", None)
    if not parts:
        return " ".join(error.messages)
    return " ".join(f"{name}: {problems_of(problem)}" for name, problem in parts.items())


def resolve_links(blocks, page_at):
    """Return a body whose links lead to the pages at their addresses.

    `page_at` returns the page at an address below the overview, or None; without a page
    the words stay and the link goes.
    """

    def link(match):
        page = page_at(match[1])
        return f'<a linktype="page" id="{page.pk}">{match[2]}</a>' if page else match[2]

    def within(value):
        if isinstance(value, dict):
            return {name: within(part) for name, part in value.items()}
        return LINK_TO_PAGE.sub(link, value) if isinstance(value, str) else value

    return [{**block, "value": within(block["value"])} for block in blocks]


def addresses_in(blocks):
    """Return the addresses, below the overview, of the pages that a body links to."""
    addresses = []
    resolve_links(blocks, addresses.append)
    return addresses
