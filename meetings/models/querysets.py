"""Questions about meetings and documents, in the words of those who ask them."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.models import PageManager

from meetings.models.kinds import CALLED_OFF
from mme_site.core.querysets import SitePageQuerySet


class ThemedQuerySet(SitePageQuerySet):
    """Pages that name themes."""

    def naming_theme(self, slug):
        """Return what names a theme, asked of each row: a list can be walked in its order (see `published_below`)."""
        field = self.model.themes.field
        lines = field.remote_field.through.objects.filter(**{field.m2m_field_name(): OuterRef("pk")})
        return self.filter(Exists(lines.filter(themepage__slug=slug)))

    def with_theme(self, theme):
        """Return what deals with a theme; nothing for one that is not saved yet."""
        return self.filter(themes=theme.pk) if theme.pk else self.none()


class MeetingQuerySet(ThemedQuerySet):
    """Meetings by their dates, series and kind."""

    def announced(self):
        """Return what has not ended by today, the nearest first, then what has no date yet."""
        has_not_ended = Q(end_date__gte=timezone.localdate()) | Q(start_date=None)
        return self.filter(has_not_ended).order_by(F("start_date").asc(nulls_last=True), "title")

    def past(self):
        """Return what has ended before today, the latest first."""
        # It began before today as well, by which a database finds the latest without sorting all.
        today = timezone.localdate()
        return self.filter(end_date__lt=today, start_date__lt=today).latest_first()

    def latest_first(self):
        """Order by date, the latest first; what has no date comes last."""
        return self.order_by(F("start_date").desc(nulls_last=True), "title")

    def not_called_off(self):
        """Leave out what was postponed or cancelled on the dates it had."""
        return self.exclude(status__in=CALLED_OFF)

    def in_year(self, year):
        """Return what takes place, at least in part, in a year."""
        return self.filter(start_date__year__lte=year, end_date__year__gte=year)

    def for_listing(self, *more):
        """Load what a line in a list shows, and no more: the text of a meeting is long."""
        return self.only(
            *("title", "slug", "url_path", "locale", "kind", "status", "start_date", "end_date", "date_precision"),
            *("city", "host", *more),
        )


class DocumentQuerySet(ThemedQuerySet):
    """Documents by their date, kind, language and meeting."""

    def latest_first(self):
        """Order by date, the latest first; what has no date comes last."""
        return self.order_by(F("date").desc(nulls_last=True), "title")

    def in_language(self, language):
        """Return what is held, or known to exist, in a language."""
        files = self.model.files.rel.related_model.objects
        return self.filter(Exists(files.filter(document=OuterRef("pk"), language=language)))

    def of_meeting(self, meeting):
        """Return what a meeting adopted or published; nothing for one that is not saved yet."""
        return self.filter(meeting=meeting.pk) if meeting.pk else self.none()

    def discussed_at(self, meeting):
        """Return what a meeting discussed and another one, or none, adopted."""
        return self.filter(discussed_at=meeting.pk).exclude(meeting=meeting.pk) if meeting.pk else self.none()

    def for_listing(self):
        """Load what a line in a list shows, and no more, in a fixed number of queries."""
        return self.for_links("kind", "symbol", "meeting").prefetch_related("files")

    def for_links(self, *more):
        """Load what a link with the date shows, and no more: the text of a document is long."""
        return self.only("title", "slug", "url_path", "locale", "date", "date_precision", *more)


class ThemeQuerySet(SitePageQuerySet):
    """Themes by what names them."""

    def among(self, themes):
        """Return those of these themes that the query holds, in the order of the page tree."""
        return self.filter(pk__in=keys_of(themes)).order_by("path")

    def for_listing(self):
        """Load what a card or a line shows, and no more."""
        return self.only("title", "url_path", "locale", "summary")


def keys_of(items):
    """Return the keys of what a page names; in a preview that is a list, else they are asked for with the rest."""
    return items.values("pk") if isinstance(items, QuerySet) else [item.pk for item in items]


MeetingManager = PageManager.from_queryset(MeetingQuerySet)
DocumentManager = PageManager.from_queryset(DocumentQuerySet)
ThemeManager = PageManager.from_queryset(ThemeQuerySet)
