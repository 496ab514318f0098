"""What the search asks of the records and files that it knows nothing else of (docs/EXTENDING.md)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import NamedTuple, Protocol

from django.db.models import Model, QuerySet
from django.dispatch import Signal
from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page

# Sent with `file`, an uploaded file, in the transaction that writes or removes its text.
file_text_changed = Signal()


class RecordLink(NamedTuple):
    """What a reader sees of a record, and where it leads."""

    title: str
    url: str


class SearchableRecords(Protocol):
    """Records of a model that has `search_document` and `search_summary` as pages do, but whose keys are integers."""

    model: type[Model]

    def public_keys(self, root: Page) -> QuerySet:
        """Return the keys of the records that everybody may read on the site below a root page."""

    def links(self, keys: Collection[int], root: Page, language: str, request: HttpRequest) -> dict[int, RecordLink]:
        """Return the links to public records by key, in a number of queries that does not depend on how many."""


@dataclass(frozen=True)
class FilePassage:
    """The text of one page of a file; of a file without pages, of one part."""

    key: int
    file: int
    filename: str
    title: str  # of the file
    language: str  # of the file, empty where it is not clear
    number: int | None  # of the page, from 1
    text: str

    @property
    def anchor(self) -> str:
        """The part of an address that opens the file at the page (RFC 8118)."""
        return f"page={self.number}" if self.number else ""

    @property
    def url(self) -> str:
        address = reverse("wagtaildocs_serve", args=[self.file, PurePath(self.filename).name])
        return f"{address}#{self.anchor}" if self.anchor else address


class SearchableFiles(Protocol):
    """The uploaded files, and the text inside them."""

    def readable_uses(self) -> QuerySet:
        """Return the pairs of a file's key and the translation key of a live page, whose readers may read the file."""

    def pages_using(self, file: Model) -> QuerySet:
        """Return the keys of the pages that use a file."""

    def passages_used_by(self, page: Page) -> Iterator[FilePassage]:
        """Yield the text of all files that a page uses."""

    def passages(self, keys: Collection[int]) -> dict[int, FilePassage]:
        """Return passages by key, in one query; one that is no longer there is missing."""
