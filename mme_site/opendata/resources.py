"""What a room tells other programs of: its records, how they are found, and what each says (docs/EXTENDING.md)."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from pydantic import BaseModel
from wagtail import hooks
from wagtail.models import Page

from mme_site.core.batches import batches
from mme_site.opendata.schemas import RecordFacts

BATCH = 200  # records that are read at once

Record = TypeVar("Record", bound=RecordFacts)


class Filters(BaseModel):
    """What a list can be limited by; the API refuses other names."""


class Resource(ABC, Generic[Record]):
    """Records of one kind: public ones only, in the reader's language."""

    name: ClassVar[str]  # in addresses, and as the name of files
    title: ClassVar[str | Promise]
    schema: ClassVar[type[RecordFacts]]
    filters: ClassVar[type[Filters]] = Filters
    model: ClassVar[type[Model] | tuple[type[Model], ...] | None] = None  # what has a page of its own as a record
    letter: ClassVar[str] = ""  # in the short addresses of the records, and where their changes are noticed
    kind_field: ClassVar[str] = ""  # by which harvesters take a part of the records

    @property
    def has_pages(self) -> bool:
        """True where the records are pages, and False where they only have an address below one."""
        return not isinstance(self.model, type) or issubclass(self.model, Page)

    @abstractmethod
    def public(self, root: Page) -> QuerySet[Any]:
        """Return what everybody may read below a root page, in the order of the list."""

    def filtered(self, objects: QuerySet[Any], filters: Any) -> QuerySet[Any]:
        """Return those of the objects that were asked for."""
        return objects

    @abstractmethod
    def records(self, objects: Sequence[Any], request: HttpRequest | None = None, filters: Any = None) -> list[Record]:
        """Return what some objects tell, in a number of queries that does not depend on how many they are."""

    def in_batches(
        self, objects: QuerySet[Any], request: HttpRequest | None = None, filters: Any = None
    ) -> Iterator[Record]:
        """Yield what very many objects tell, in their order; of all of them only the keys are in memory at once."""
        keys = list(objects.values_list("pk", flat=True))
        model: Any = objects.model
        for batch in batches(keys, BATCH):
            found = model._default_manager.in_bulk(batch)
            yield from self.records([found[key] for key in batch if key in found], request, filters)

    def json_ld(self, page: Any, context: Any) -> list[dict[str, Any]]:
        """Return what the page of a record says in the words of schema.org; nothing that the page does not say."""
        return []

    def head(self, page: Any, request: HttpRequest) -> Iterable[tuple[str, str]]:
        """Return the names and values of what stands in the head of a record's page, for reference managers."""
        return ()

    def links(self, page: Any, request: HttpRequest) -> Iterable[tuple[str, dict[str, str]]]:
        """Return the addresses in the header Link of a record's page, each with its attributes."""
        return ()


def resources() -> list[Resource[Any]]:
    """Return what the rooms tell of, in the order of the rooms."""
    found = [one for hook in hooks.get_hooks("register_open_data") for one in hook()]
    return sorted(found, key=lambda one: one.name)


def resource(name: str) -> Resource[Any] | None:
    """Return the resource of a name, None where there is none."""
    return next((one for one in resources() if one.name == name), None)


def resource_of(record: object) -> Resource[Any] | None:
    """Return the resource that a page, or what else has a page of its own, belongs to."""
    return next((one for one in resources() if one.model and isinstance(record, one.model)), None)
