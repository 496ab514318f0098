"""The texts of a page or record, wherever editors write them."""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.text import capfirst
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock

from mme_site.core.languages import separator
from mme_site.pages.blocks import HeadingBlock, QuotationBlock

# What editors write, and no prose: addresses and what Wagtail keeps for itself.
NO_PROSE = {"slug", "url_path", "draft_title", "time_zone", "code", "symbol", "source"}
ENDS_A_LINE = re.compile(r"</(?:p|li|h\d|td)>|<br\s*/?>", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Text:
    """One text, in plain words, and what it was in the form.

    `html` is rich text as it is stored. `block` counts the blocks of its field, from 0. A
    quotation is kept as it was printed.
    """

    field: str
    label: str
    words: str
    html: str = ""
    heading: int = 0
    is_quotation: bool = False
    language: str = ""
    block: int | None = None


@dataclass(frozen=True)
class Picture:
    """A picture in a text, and the words that stand for it."""

    field: str
    label: str
    words: str
    is_decorative: bool
    block: int | None = None


def texts_of(item: models.Model, lines: Callable[[str], Iterable[models.Model]]) -> Iterator[Text | Picture]:
    """Yield the texts of an object, then those of its inline records; `lines` returns the records of a relation."""
    yield from own_texts(item)
    if not isinstance(item, ClusterableModel):
        return
    for relation in get_all_child_relations(item):
        model = relation.related_model
        if getattr(model, "is_kept_as_printed", False) or model._meta.app_label == "wagtailcore":
            continue
        name = relation.get_accessor_name()
        for place, line in enumerate(lines(name), start=1):
            label = f"{capfirst(model._meta.verbose_name)} {place}"
            yield from (text for text in own_texts(line, name, label))


def own_texts(item: models.Model, relation: str = "", line: str = "") -> Iterator[Text | Picture]:
    for field in item._meta.concrete_fields:
        label = separator().join(filter(None, [line, str(capfirst(field.verbose_name))]))
        name = relation or field.name
        value = getattr(item, field.attname)
        if isinstance(field, StreamField):
            for place, child in enumerate(value or ()):
                yield from texts_of_block(child.block, child.value, name, label, place)
        elif isinstance(field, RichTextField):
            yield Text(name, label, plain(value), value)
        elif is_prose(field) and value:
            yield Text(name, label, value)


def is_prose(field: models.Field) -> bool:
    """Return True for a field that takes words of an editor's own."""
    is_text = isinstance(field, models.CharField | models.TextField) and not isinstance(field, models.URLField)
    return is_text and field.editable and not field.choices and field.name not in NO_PROSE


def texts_of_block(
    block: blocks.Block, value: Any, field: str, label: str, place: int, **known: Any
) -> Iterator[Text | Picture]:
    """Yield the texts, and the Pictures, of one block of a stream and of those within it."""
    if isinstance(block, HeadingBlock):
        yield Text(field, label, value["text"], heading=int(value["level"] or 2), block=place)
    elif isinstance(block, QuotationBlock):
        yield Text(*(field, label, value["text"]), is_quotation=True, language=value.get("language") or "", block=place)
    elif isinstance(block, ImageBlock):
        if value:
            words = value.contextual_alt_text or ""
            yield Picture(field, label, words, bool(value.decorative), block=place)
    elif isinstance(block, blocks.RichTextBlock):
        yield Text(field, label, plain(value.source), value.source, block=place, **known)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from texts_of_block(child, value.get(name), field, label, place, **known)
    elif isinstance(block, blocks.StreamBlock | blocks.ListBlock):
        for child in getattr(value, "bound_blocks", value) or ():
            yield from texts_of_block(child.block, child.value, field, label, place, **known)
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock) and value:
        yield Text(field, label, value, block=place, **known)


def plain(source: str | None) -> str:
    """Return the words of rich text, a line for each paragraph."""
    return html.unescape(TAG.sub("", ENDS_A_LINE.sub("\n", source or ""))).strip()
