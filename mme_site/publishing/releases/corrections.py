"""What was corrected of what is public since a version was pinned: taken over, unless both changed the same words.

The same for a version that waits for its hour and what is corrected of the live one meanwhile
(mme_site/publishing/live_corrections.py).
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

# Of the row, its place and its publication, and not what people write.
NOT_WRITTEN = {
    *("pk", "content_type", "path", "depth", "numchild", "url_path", "translation_key", "locale", "alias_of"),
    *("live", "has_unpublished_changes", "latest_revision", "live_revision", "latest_revision_created_at"),
    *("first_published_at", "last_published_at", "go_live_at", "expire_at", "expired", "draft_title"),
    *("locked", "locked_at", "locked_by", "owner", "wagtail_admin_comments"),
}
KEY_OF_PARAGRAPH = re.compile(r' data-block-key=\\*"[^"\\]*\\*"')  # in HTML, or in HTML within JSON
OF_A_LINE = {"pk", "sort_order"}  # of an inline record, which is written anew with each publication


class CorrectedInBoth(Exception):
    """A version and a correction of what is public have both changed these fields, in different ways."""

    def __init__(self, fields: list[str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


def differing(one: dict[str, Any], other: dict[str, Any]) -> set[str]:
    """Return the names of the fields in which two contents of revisions differ for a reader."""
    names = {*one, *other} - NOT_WRITTEN
    return {name for name in names if comparable(one.get(name)) != comparable(other.get(name))}


def comparable(value: Any) -> Any:
    """Return a value without what is only of the row: the lines of an inline record get keys when they are stored.

    The editor of texts gives each paragraph a new key at every saving.
    """
    if isinstance(value, list) and all(isinstance(line, dict) and "pk" in line for line in value):
        return [{name: comparable(part) for name, part in line.items() if name not in OF_A_LINE} for line in value]
    if isinstance(value, str):
        return KEY_OF_PARAGRAPH.sub("", value)
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))  # a day is a text once it is stored


@dataclass(frozen=True)
class Merged:
    """A version with the corrections of the public one: the fields that were taken, and those that both changed."""

    content: dict[str, Any]
    taken: list[str]
    in_both: list[str]


def merge(pinned: dict[str, Any], base: dict[str, Any], public: dict[str, Any]) -> Merged:
    """Return a version with what was corrected of the public one, where both have not changed the same words."""
    own = differing(base, pinned)
    taken, in_both = {}, []
    for name in sorted(differing(base, public) & differing(public, pinned)):
        value = public.get(name) if name not in own else merged_blocks(pinned.get(name), base.get(name), public[name])
        if value is None and name in own:
            in_both.append(name)
        elif name in public:
            taken[name] = value
    return Merged({**pinned, **taken} if taken else pinned, list(taken), in_both)


def with_corrections(
    pinned: dict[str, Any], base: dict[str, Any], public: dict[str, Any], *, overrule: bool = False
) -> dict[str, Any]:
    """Return the content of a pinned version with what was corrected of the public one since.

    The same object where nothing was. Raises CorrectedInBoth where both have changed the same field, unless the
    correction is to `overrule` the version.
    """
    merged = merge(pinned, base, public)
    if merged.in_both and not overrule:
        raise CorrectedInBoth(merged.in_both)
    overruled = {name: public[name] for name in merged.in_both}
    return {**merged.content, **overruled} if overruled else merged.content


def merged_blocks(pinned: Any, base: Any, public: Any) -> str | None:
    """Return the blocks of a text that was changed twice; None where one of them was, or both have moved some."""
    own, before, corrected = (blocks_by_id(value) for value in (pinned, base, public))
    if own is None or before is None or corrected is None:
        return None
    changed = [key for key in {**before, **corrected} if not same(before.get(key), corrected.get(key))]
    for key in changed:
        if not same(before.get(key), own.get(key)) and not same(corrected.get(key), own.get(key)):
            return None
    if list(corrected) in (list(before), list(own)):
        order = list(own)
    elif list(own) == list(before):
        order = list(corrected)
    else:
        return None
    return json.dumps([(corrected if key in changed else own)[key] for key in order], cls=DjangoJSONEncoder)


def blocks_by_id(value: Any) -> dict[str, dict[str, Any]] | None:
    """Return the blocks of a stored text in their order; None of anything else."""
    try:
        blocks = json.loads(value)
        found = {block["id"]: block for block in blocks}
    except (TypeError, ValueError, KeyError):
        return None
    return found if len(found) == len(blocks) else None


def same(one: dict[str, Any] | None, other: dict[str, Any] | None) -> bool:
    return bool(comparable(json.dumps(one)) == comparable(json.dumps(other)))
