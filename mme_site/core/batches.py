"""Long lists in parts, for queries that name their keys."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield the items in lists of this length; Python 3.12 has it as `itertools.batched`."""
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch
