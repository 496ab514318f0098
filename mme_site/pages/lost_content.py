"""What a stored version holds and the models of today have no place for: it would be published without it.

A block type, a field of a block, a field or a kind of line that was removed since the version
was saved: Django, modelcluster and Wagtail's StreamField leave such values out in silence.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.blocks import Block, ListBlock, StreamBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.models import COMMENTS_RELATION_NAME

NO_FIELDS = {"pk", COMMENTS_RELATION_NAME, "comments"}  # what modelcluster and Wagtail write beside fields
EMPTY: tuple[Any, ...] = (None, "", [], {}, "[]")


def lost_names(content: dict[str, Any], model: type[Any]) -> list[str]:
    """Return the names of what would be lost, in the order of the content: `facts`, `body.quote`, `body.table.caption`.

    What is empty is not lost.
    """
    return list(dict.fromkeys(lost_of_record(content, model)))


def lost_of_record(content: dict[str, Any], model: type[Model]) -> Iterator[str]:
    fields = {field.name: field for field in model._meta.get_fields()}
    lines = {}
    if issubclass(model, ClusterableModel):
        lines = {relation.get_accessor_name(): relation.related_model for relation in get_all_child_relations(model)}
    for name, value in content.items():
        if value in EMPTY or name in NO_FIELDS:
            continue
        if name in lines:
            for line in value:
                yield from (f"{name}.{lost}" for lost in lost_of_record(line, lines[name]))
        elif name not in fields:
            yield name
        elif isinstance(field := fields[name], StreamField):
            blocks = json.loads(value) if isinstance(value, str) else value
            yield from lost_of_block(blocks, field.stream_block, name)


def lost_of_block(value: Any, block: Block, path: str) -> Iterator[str]:
    if isinstance(block, StreamBlock):
        for child in value or ():
            below = f"{path}.{child['type']}"
            if child["type"] in block.child_blocks:
                yield from lost_of_block(child["value"], block.child_blocks[child["type"]], below)
            else:
                yield below
    elif isinstance(block, StructBlock):
        for name, inner in (value or {}).items():
            if name in block.child_blocks:
                yield from lost_of_block(inner, block.child_blocks[name], f"{path}.{name}")
            elif inner not in EMPTY:
                yield f"{path}.{name}"
    elif isinstance(block, ListBlock):
        for item in value or ():
            inner = item["value"] if isinstance(item, dict) and item.keys() >= {"type", "value"} else item
            yield from lost_of_block(inner, block.child_block, path)
