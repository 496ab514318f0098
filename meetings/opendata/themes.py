"""Themes as records: what is public of them, read for many at once."""

from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from meetings.models import DocumentPage, MeetingPage, ThemePage
from meetings.opendata.json_ld import theme_json_ld
from meetings.opendata.schemas import ThemeFacts
from mme_site.opendata.reading import in_readers_language, links_to, record_facts, sources_of, text_of
from mme_site.opendata.resources import Resource


class ThemeRecords(Resource[ThemeFacts]):
    name, title = "themes", _("Themes")
    schema, model, letter = ThemeFacts, ThemePage, "t"

    def public(self, root: Any) -> Any:
        return ThemePage.objects.at_or_below(root).live().public().order_by("path")

    def json_ld(self, page: Any, context: Any) -> list[dict[str, Any]]:
        return theme_json_ld(page, context)

    def records(self, objects: Any, request: Any = None, filters: Any = None) -> list[ThemeFacts]:
        themes = in_readers_language(objects)
        keys = [theme.pk for theme in themes]
        paths = {theme.path[: -theme.steplen] for theme in themes}
        above = dict(ThemePage.objects.filter(path__in=paths).values_list("path", "pk"))
        links = links_to(above.values(), request)
        meetings, documents = (how_many_name(model, keys) for model in (MeetingPage, DocumentPage))
        sources = sources_of(keys)
        return [
            ThemeFacts(
                **record_facts(theme, request, self.letter),
                text=text_of(theme),
                sources=sources.get(theme.pk, []),
                above=links.get(above.get(theme.path[: -theme.steplen])),
                meetings=meetings.get(theme.pk, 0),
                documents=documents.get(theme.pk, 0),
            )
            for theme in themes
        ]


def how_many_name(model: Any, keys: list[int]) -> dict[int, int]:
    """Return how many public pages of a type name each of some themes."""
    owner = model.themes.field.m2m_field_name()
    rows = model.themes.through.objects.filter(themepage__in=keys)
    public = model.objects.live().public().filter(pk=OuterRef(owner)).order_by()
    rows = rows.filter(Exists(public)).values("themepage").annotate(number=Count("pk"))
    return dict(rows.values_list("themepage", "number"))
