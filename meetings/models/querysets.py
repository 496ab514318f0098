"""Questions about meetings and documents, in the words of those who ask them."""

from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import PageManager

from meetings.models.kinds import CALLED_OFF
from mme_site.pages import SitePageQuerySet


class MeetingQuerySet(SitePageQuerySet):
    """Meetings by their dates, series and kind."""

    def announced(self):
        """Return what has not ended by today, the nearest first, then what has no date yet."""
        has_not_ended = Q(end_date__gte=timezone.localdate()) | Q(start_date=None)
        return self.filter(has_not_ended).order_by(F("start_date").asc(nulls_last=True), "title")

    def past(self):
        """Return what has ended before today, the latest first."""
        return self.filter(end_date__lt=timezone.localdate()).latest_first()

    def latest_first(self):
        """Order by date, the latest first; what has no date comes last."""
        return self.order_by(F("start_date").desc(nulls_last=True), "title")

    def not_called_off(self):
        """Leave out what was postponed or cancelled on the dates it had."""
        return self.exclude(status__in=CALLED_OFF)

    def in_year(self, year):
        """Return what takes place, at least in part, in a year."""
        return self.filter(start_date__year__lte=year, end_date__year__gte=year)

    def with_theme(self, theme):
        """Return what deals with a theme; nothing for one that is not saved yet."""
        return self.filter(themes=theme.pk) if theme.pk else self.none()

    def with_documents(self, documents):
        """Return the meetings that adopted or published one of these documents."""
        return self.filter(pk__in=documents.values("meeting"))

    def for_listing(self):
        """Load what a line in a list shows, in a fixed number of queries."""
        return self.select_related("host", "locale").prefetch_related("host__former_names")


class DocumentQuerySet(SitePageQuerySet):
    """Documents by their date, kind, language and meeting."""

    def latest_first(self):
        """Order by date, the latest first; what has no date comes last."""
        return self.order_by(F("date").desc(nulls_last=True), "title")

    def in_language(self, language):
        """Return what is held, or known to exist, in a language."""
        return self.filter(files__language=language).distinct()

    def of_meeting(self, meeting):
        """Return what a meeting adopted or published; nothing for one that is not saved yet."""
        return self.filter(meeting=meeting.pk) if meeting.pk else self.none()

    def discussed_at(self, meeting):
        """Return what a meeting discussed and another one, or none, adopted."""
        return self.filter(discussed_at=meeting.pk).exclude(meeting=meeting.pk) if meeting.pk else self.none()

    def with_theme(self, theme):
        """Return what deals with a theme."""
        return self.filter(themes=theme.pk) if theme.pk else self.none()

    def for_listing(self):
        """Load what a line in a list shows, in a fixed number of queries."""
        return self.select_related("locale").prefetch_related("files")


class ThemeQuerySet(SitePageQuerySet):
    """Themes by what names them."""

    def among(self, themes):
        """Return those of these themes that the query holds, in the order of the page tree."""
        return self.filter(pk__in=[theme.pk for theme in themes]).order_by("path")

    def for_listing(self):
        """Load what a card or a line shows."""
        return self.select_related("locale")


MeetingManager = PageManager.from_queryset(MeetingQuerySet)
DocumentManager = PageManager.from_queryset(DocumentQuerySet)
ThemeManager = PageManager.from_queryset(ThemeQuerySet)
