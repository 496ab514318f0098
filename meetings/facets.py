"""By what the lists of meetings and documents can be limited: what they hold, read once while no content changes."""

from dataclasses import dataclass

from django.db.models import Exists, Max, Min, OuterRef
from django.utils.translation import get_language

from meetings.models.document_file import DocumentFile
from meetings.models.kinds import AddressKind
from meetings.models.meeting import MeetingPage
from meetings.models.series import MeetingSeries
from meetings.models.theme import ThemePage
from mme_site.caching.content_cache import cached
from mme_site.core.alphabet import alphabetical_key
from mme_site.core.languages import DOCUMENT_LANGUAGES, by_name
from mme_site.core.querysets import is_published_below

LATEST_MEETINGS = 40  # that a list of documents offers; the page of each meeting leads to its own documents


@dataclass(frozen=True)
class Facets:
    """What the filters of one list offer."""

    years: range
    themes: list
    series: tuple = ()
    statuses: frozenset = frozenset()
    languages: frozenset = frozenset()
    meetings: tuple = ()


def of_meetings(meeting_list):
    """Return the facets of a list of meetings; a new one in a preview holds none."""
    if meeting_list.pk is None:
        return Facets(range(0), [])
    return cached(("facets", meeting_list.pk, get_language()), lambda: read_of_meetings(meeting_list))


def read_of_meetings(meeting_list):
    rows = meeting_list.meetings.order_by().values("series", "status")
    rows = list(rows.annotate(first=Min("start_date"), last=Max("end_date")))
    named = meeting_list.meetings.model.themes.through.objects.filter(is_published_below(meeting_list, "meetingpage"))
    return Facets(
        years=years_between([row["first"] for row in rows], [row["last"] for row in rows]),
        themes=themes_with(named),
        series=tuple(by_name(MeetingSeries.objects.filter(pk__in={row["series"] for row in rows if row["series"]}))),
        statuses=frozenset(row["status"] for row in rows),
    )


def of_documents(document_list):
    """Return the facets of a list of documents; a new one in a preview holds none."""
    if document_list.pk is None:
        return Facets(range(0), [])
    return cached(("facets", document_list.pk, get_language()), lambda: read_of_documents(document_list))


def read_of_documents(document_list):
    documents = document_list.documents
    dated = documents.filter(date__isnull=False).values_list("date", flat=True)
    named = documents.model.themes.through.objects.filter(is_published_below(document_list, "documentpage"))
    meetings = MeetingPage.objects.live().public().filter(Exists(documents.filter(meeting=OuterRef("pk"))))
    return Facets(
        years=years_between(dated.order_by("date")[:1], dated.order_by("-date")[:1]),
        themes=themes_with(named),
        languages=languages_of(document_list),
        meetings=tuple(meetings.latest_first().for_listing()[:LATEST_MEETINGS]),
    )


def years_between(first, last):
    """Return the years from the latest to the earliest of these dates, whether or not each had one."""
    first, last = [date for date in first if date], [date for date in last if date]
    return range(max(last).year, min(first).year - 1, -1) if first else range(0)


def themes_with(named):
    """Return the public themes that one of these rows names, by title."""
    themes = ThemePage.objects.live().public().filter(Exists(named.filter(themepage=OuterRef("pk"))))
    themes = themes.only("slug", "title", "locale", "translation_key").localized()
    return sorted(themes, key=lambda theme: alphabetical_key(theme.title))


def languages_of(document_list):
    """Return the codes of the languages in which the documents of a list are known; one look for each language."""
    files = (
        DocumentFile.objects.shown()
        .exclude(holds=AddressKind.ABOUT)
        .filter(is_published_below(document_list, "document"))
    )
    looks = {f"in_{code}": Exists(files.filter(language=code)) for code, _name in DOCUMENT_LANGUAGES}
    found = type(document_list).objects.filter(pk=document_list.pk).values(**looks).get()
    return frozenset(name.removeprefix("in_") for name, is_known in found.items() if is_known)
