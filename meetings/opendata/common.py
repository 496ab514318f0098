"""What the records of meetings, documents and themes have in common."""

from typing import Annotated, Any

from django.db.models import Exists, OuterRef
from pydantic import Field

from meetings.models import ThemePage
from mme_site.opendata.reading import named

Slug = Annotated[str, Field(max_length=255, pattern=r"^[-\w]+$", json_schema_extra={"examples": ["african-union"]})]
Year = Annotated[int, Field(ge=1900, le=2200, json_schema_extra={"examples": [2014]})]


def public_below(page_type: Any, list_type: Any, root: Any) -> Any:
    """Return the public pages of a type; where they are all in one list, by the index in whose order it is read."""
    lists = list_type.objects.descendant_of(root, inclusive=True).live().public()[:2]
    if len(lists) == 1:
        return page_type.objects.published_below(lists[0])
    return page_type.objects.at_or_below(root).live().public()


def equal_to(filters: Any, **columns: str) -> dict[str, Any]:
    """Return the conditions of those filters that were asked for, by the names of the columns."""
    return {column: value for name, column in columns.items() if (value := getattr(filters, name))}


def naming_public_theme(objects: Any, slug: str) -> Any:
    """Return what names a theme; nothing of one that is not public, of which the answer would tell."""
    is_public = ThemePage.objects.live().public().filter(slug=slug).exists()
    return objects.naming_theme(slug) if is_public else objects.none()


def themes_named(model: Any, keys: list[int]) -> dict[int, list[int]]:
    owner = model.themes.field.m2m_field_name()
    rows = model.themes.through.objects.filter(**{f"{owner}__in": keys})
    return named(rows.order_by("themepage__path").values_list(owner, "themepage"))


def themes_of_points(model: Any, points: dict[int, list[Any]]) -> dict[int, list[str]]:
    """Return the slugs of the public themes of points by the points' keys."""
    keys = [point.pk for found in points.values() for point in found]
    owner = model.themes.field.m2m_field_name()
    public = ThemePage.objects.live().public().filter(pk=OuterRef("themepage"))
    rows = model.themes.through.objects.filter(Exists(public), **{f"{owner}__in": keys})
    found: dict[int, list[str]] = {}
    for key, slug in rows.order_by("themepage__path").values_list(owner, "themepage__slug") if keys else ():
        found.setdefault(key, []).append(slug)
    return found


def shown_lines(lines: Any, owner: str, keys: list[int], *fields: str) -> Any:
    return lines.filter(**{f"{owner}__in": keys}).localized(owner, *fields).order_by("sort_order", "pk")


def point_values(point: Any, themes: dict[int, list[str]]) -> dict[str, Any]:
    return {
        "text": point.text,
        "source": point.source_name,
        "source_url": point.url,
        "confidence": point.confidence,
        "themes": themes.get(point.pk, []),
    }


def checked_facts(page: Any, sources: Any, names: Any) -> dict[str, Any]:
    return {
        "sources": sources.get(page.pk, []),
        "other_names": names.get(page.pk, []),
        "checked_on": page.checked_on,
        "confidence": page.confidence,
        "note": page.note,
    }
