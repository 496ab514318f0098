"""What was corrected of what is public since a version was pinned: taken over, unless both changed the same words."""

from typing import Any

from mme_site.pages.validation.problems import label_of

# Of the row, its place and its publication, and not what people write.
NOT_WRITTEN = {
    *("pk", "content_type", "path", "depth", "numchild", "url_path", "translation_key", "locale", "alias_of"),
    *("live", "has_unpublished_changes", "latest_revision", "live_revision", "latest_revision_created_at"),
    *("first_published_at", "last_published_at", "go_live_at", "expire_at", "expired", "draft_title"),
    *("locked", "locked_at", "locked_by", "owner", "wagtail_admin_comments"),
}
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
    """Return a value without what is only of the row: the lines of an inline record get keys when they are stored."""
    if isinstance(value, list) and all(isinstance(line, dict) and "pk" in line for line in value):
        return [{name: comparable(part) for name, part in line.items() if name not in OF_A_LINE} for line in value]
    return value


def with_corrections(
    pinned: dict[str, Any], base: dict[str, Any], public: dict[str, Any], *, overrule: bool = False
) -> dict[str, Any]:
    """Return the content of a pinned version with what was corrected of the public one since.

    The same object where nothing was. Raises CorrectedInBoth where both have changed the same field, unless the
    correction is to `overrule` the version.
    """
    corrected = differing(base, public)
    in_both = corrected & differing(base, pinned) & differing(public, pinned)
    if in_both and not overrule:
        raise CorrectedInBoth(sorted(in_both))
    taken = {name: public[name] for name in corrected & differing(public, pinned) if name in public}
    return {**pinned, **taken} if taken else pinned


def labels(fields: list[str], model: Any) -> str:
    """Return what the editor's form calls these fields."""
    return ", ".join(str(label_of(model, name)) for name in fields)
