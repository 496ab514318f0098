"""Questions about meetings and documents, in the words of those who ask them."""

from django.db.models import Exists, F, Manager, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import get_language
from wagtail.models import Page, PageManager

from meetings.models.kinds import CALLED_OFF, AddressKind, PointConfidence, PointSubject
from mme_site.core import clock
from mme_site.core.languages import locale_id_of
from mme_site.core.querysets import SitePageQuerySet, translated_locales


class ThemedQuerySet(SitePageQuerySet):
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
        has_not_ended = Q(end_date__gte=clock.today()) | Q(start_date=None)
        return self.filter(has_not_ended).order_by(F("start_date").asc(nulls_last=True), "title")

    def past(self):
        """Return what has ended before today, the latest first."""
        # It began before today as well, by which a database finds the latest without sorting all.
        today = clock.today()
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
            *("city", "host", "translation_key", *more),
        ).localized()


class DocumentQuerySet(ThemedQuerySet):
    """Documents by their date, kind, language and meeting."""

    def dated_by(self, day):
        """Return what is dated that day or before, or has no date."""
        return self.filter(Q(date__lte=day) | Q(date=None))

    def latest_first(self):
        """Order by date, the latest first; what has no date comes last."""
        return self.order_by(F("date").desc(nulls_last=True), "title")

    def in_language(self, language):
        """Return what is held, or known to exist, in a language."""
        files = self.model.files.rel.related_model.objects.shown().exclude(holds=AddressKind.ABOUT)
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
        shown = ("title", "slug", "url_path", "locale", "date", "date_precision", "translation_key", *more)
        return self.only(*shown).localized()


class ThemeQuerySet(SitePageQuerySet):
    """Themes by what names them."""

    def among(self, themes):
        """Return those of these themes that the query holds, in the order of the page tree."""
        return self.filter(pk__in=keys_of(themes)).order_by("path")

    def for_listing(self):
        """Load what a card or a line shows, and no more."""
        shown = self.only(*("title", "url_path", "locale", "summary", "drawing", "path", "depth", "translation_key"))
        return shown.localized("title", "summary")

    def with_questions(self):
        """Return the themes in the order of the page tree, each with the themes below it as its `questions`."""
        themes = []
        for theme in self.order_by("path").for_listing():
            theme.questions = []
            above = themes[-1].questions if themes and theme.path.startswith(themes[-1].path) else themes
            above.append(theme)
        return themes


class LineQuerySet(QuerySet):
    """Lines of pages that are translated with them."""

    def localized(self, owner, *fields):
        """Give each line its words in the reader's language, where `owner`, the page it is of, has a public version."""
        locale = locale_id_of(get_language())
        if locale not in translated_locales():
            return self
        pages = SitePageQuerySet(Page).live().unrestricted().filter(locale=locale)
        versions = self.model._default_manager.filter(translation_key=OuterRef("translation_key"), locale=locale)
        versions = versions.filter(Exists(pages.filter(pk=OuterRef(owner)))).order_by()
        return self.annotate(**{f"localized_{field}": Subquery(versions.values(field)[:1]) for field in fields})


class PointQuerySet(LineQuerySet):
    """Points about meetings and documents."""

    def shown(self):
        """Leave out what waits for an editor's check."""
        return self.exclude(confidence=PointConfidence.TO_CHECK)

    def outcomes(self):
        """Return what came out of meetings."""
        return self.shown().filter(about=PointSubject.OUTCOME)

    def first_outcomes(self, meetings):
        """Return {key of a meeting: the first point of what came out of it} for the keys of some meetings."""
        points = self.outcomes().filter(meeting__in=meetings).order_by("meeting", "-sort_order", "-pk")
        points = points.localized("meeting", "text")
        return {point.meeting_id: point for point in points}


def in_readers_language(lines, owner, *fields):
    """Return the lines of a page with their words in the reader's language; those of a preview stay as they are."""
    return lines.localized(owner, *fields) if isinstance(lines, QuerySet) else lines


def keys_of(items):
    """Return the keys of what a page names; in a preview that is a list, else they are asked for with the rest."""
    return items.values("pk") if isinstance(items, QuerySet) else [item.pk for item in items]


MeetingManager = PageManager.from_queryset(MeetingQuerySet)
DocumentManager = PageManager.from_queryset(DocumentQuerySet)
ThemeManager = PageManager.from_queryset(ThemeQuerySet)
LineManager = Manager.from_queryset(LineQuerySet)
PointManager = Manager.from_queryset(PointQuerySet)
