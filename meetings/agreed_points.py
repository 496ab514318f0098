"""What has been agreed on a theme over time: points about meetings and of documents, in one list."""

from django.db.models import Exists, F, OuterRef, Q, Value
from wagtail.models import Page

from mme_site.core import clock
from mme_site.core.querysets import SitePageQuerySet

OF_POINT = ("text", "publisher", "url", "confidence", "sort_order")
OF_PAGE = ("title", "slug", "url_path", "locale", "date_precision")


def titles_in_readers_language(pages):
    """Return the translated titles of pages by their keys."""
    found = SitePageQuerySet(Page).filter(pk__in={page.pk for page in pages}).localized()
    return dict(found.values_list("pk", "localized_title")) if found.query.annotations else {}


class AgreedPoints:
    """The points on a theme that readers may see, the latest first; counted and read a slice at a time.

    `outcomes` and `key_points` are their models, which import the theme's.
    """

    def __init__(self, theme, outcomes, key_points):
        self.theme = theme
        self.parts = [
            (outcomes.objects.outcomes(), "meeting", "start_date"),
            (key_points.objects.shown(), "document", "date"),
        ]

    @property
    def keys(self):
        """Of each point its date, which of the two it is, and its key: one query."""
        theme, today = self.theme, clock.today()
        themes = [theme.translation_key, *(question.translation_key for question in theme.questions)]
        public = theme.within_partnership(SitePageQuerySet(Page))
        first, second = (
            points.filter(Exists(public.filter(pk=OuterRef(owner)).live().public()), themes__translation_key__in=themes)
            .order_by()
            .filter(Q(**{f"{owner}__{date}__lte": today}) | Q(**{f"{owner}__{date}": None}))
            .annotate(date=F(f"{owner}__{date}"), part=Value(number))
            .values_list("date", "part", "pk")
            for number, (points, owner, date) in enumerate(self.parts)
        )
        return first.union(second)

    def count(self):
        """Return how many there are."""
        return self.keys.count() if self.theme.pk else 0

    def __getitem__(self, place):
        """Return a slice of them, each with the `page` whose point it is."""
        if not self.theme.pk:  # a new theme in a preview
            return []
        keys = list(self.keys.order_by(F("date").desc(nulls_last=True), "part", "pk")[place])
        found = {}
        for number, (points, owner, date) in enumerate(self.parts):
            wanted = [pk for _date, part, pk in keys if part == number]
            shown = [*OF_POINT, owner, *(f"{owner}__{name}" for name in (*OF_PAGE, date))]
            points = points.filter(pk__in=wanted).select_related(owner).only(*shown).localized(owner, "text")
            for point in points if wanted else ():
                point.page = getattr(point, owner)
                found[number, point.pk] = point
        titles = titles_in_readers_language([point.page for point in found.values()])
        for point in found.values():
            point.page.localize("title", titles.get(point.page.pk))
        return [found[part, pk] for _date, part, pk in keys]
