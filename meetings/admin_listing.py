"""The lists of meetings and documents in the admin: what to work on, by date, kind, language and check."""

import django_filters
from django import forms
from django.contrib.auth.models import AbstractUser
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from meetings.import_export.documents import DocumentResource
from meetings.import_export.meetings import MeetingResource
from meetings.models import DocumentPage, MeetingPage, MeetingSeries
from meetings.models.document_file import DocumentFile
from meetings.models.kind import document_kinds, meeting_kinds
from meetings.models.kinds import MeetingStatus
from meetings.models.querysets import DocumentQuerySet, MeetingQuerySet
from mme_site.core.admin_filters import some_of
from mme_site.core.languages import DOCUMENT_LANGUAGES, language_choices, language_codes, separator
from mme_site.editorial.listings.columns import CheckedColumn, CoverageColumn, ExportedColumn
from mme_site.editorial.listings.filters import TranslationFilters, WorkFilters, YearFilter
from mme_site.editorial.listings.pages import BULK_ACTIONS, TITLE, PageStateColumn, PageWorkListing, PageWorkViewSet
from mme_site.editorial.listings.reading import Coverage, read_translations


def series_and_number(meeting: MeetingPage) -> str:
    return separator().join(str(part) for part in (meeting.series, meeting.number) if part)


class KindColumn(ExportedColumn):
    """What a meeting is, and below it whether it is planned, was held or called off."""

    cell_template_name = "meetings/admin/kind_cell.html"


class MeetingFilters(TranslationFilters):
    year = YearFilter(label=_("Year"), method="in_year")
    series = django_filters.ModelChoiceFilter(
        label=_("Series"),
        queryset=MeetingSeries.objects.all(),
        empty_label=_("All"),
        blank=True,
        widget=forms.RadioSelect,
    )
    kind = some_of(_("Kind"), meeting_kinds)
    status = some_of(_("Planned or held"), MeetingStatus.choices)

    class Meta:
        model = MeetingPage
        fields = ["year", "series", "kind", "status", "has", "misses", "state", "scheduled", "review", "checked"]

    def in_year(self, meetings: MeetingQuerySet, _name: str, year: str) -> MeetingQuerySet:
        """Return the meetings that take place, at least in part, in a year."""
        return meetings.in_year(int(year))


class MeetingIndexView(PageWorkListing):
    page_title = _("Meetings")
    default_ordering = "-start_date"
    filterset_class = MeetingFilters
    import_resource = MeetingResource
    readers = (*PageWorkListing.readers, read_translations)
    exported_last = (
        ExportedColumn("status", label=_("Planned or held"), accessor="get_status_display"),
        *PageWorkListing.exported_last,
    )
    base_columns = [
        BULK_ACTIONS,
        TITLE,
        ExportedColumn("date", label=_("Date"), accessor="date_text", sort_key="start_date"),
        KindColumn("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        ExportedColumn("series", label=_("Series"), accessor=series_and_number, sort_key="series__name_en"),
        ExportedColumn("place", label=_("Place"), accessor="place", sort_key="city"),
        CoverageColumn("languages", label=_("Languages"), accessor="coverage_of_row"),
        PageStateColumn(),
        CheckedColumn(),
    ]

    def detailed(self, keys: list) -> MeetingQuerySet:
        return super().detailed(keys).select_related("locale", "series")  # hosts are known to each request


class MeetingViewSet(PageWorkViewSet):
    name = "meetings"
    model = MeetingPage
    index_view_class = MeetingIndexView
    icon = "calendar-alt"
    menu_label = _("Meetings")
    menu_name = "meetings"  # without one, its label in the language of whoever opens the admin first
    menu_order = 200


def languages_of(document: DocumentPage) -> Coverage:
    """Return in which languages the text of a document is known; the site's own are missed where it is not."""
    known = {version.language for version in document.files.all()}
    order = [code for code, _name in DOCUMENT_LANGUAGES]
    return Coverage(
        present=sorted(known, key=lambda code: order.index(code) if code in order else len(order)),
        missing=[code for code in language_codes() if code not in known],
    )


def in_language(language: str) -> Exists:
    """Return the condition that the text of a document is known in a language."""
    return Exists(DocumentFile.objects.filter(document=OuterRef("pk"), language=language).order_by())


class DocumentFilters(WorkFilters):
    year = YearFilter(label=_("Year"), field_name="date__year")
    kind = some_of(_("Kind"), document_kinds)
    has = some_of(_("There is a text in"), DOCUMENT_LANGUAGES, method="with_texts")
    misses = some_of(
        _("There is no text in"),
        language_choices(),
        method="without_texts",
    )

    class Meta:
        model = DocumentPage
        fields = ["year", "kind", "has", "misses", "state", "scheduled", "review", "checked", "confidence"]

    def with_texts(self, documents: DocumentQuerySet, _name: str, languages: list[str]) -> DocumentQuerySet:
        """Return the documents whose text is known in all of these languages."""
        return documents.filter(*map(in_language, languages))

    def without_texts(self, documents: DocumentQuerySet, _name: str, languages: list[str]) -> DocumentQuerySet:
        """Return the documents whose text is known in none of these languages."""
        return documents.filter(*(~in_language(language) for language in languages))


def read_meetings(documents: list[DocumentPage], user: AbstractUser) -> None:
    """Set on each document, as `meeting_of_row`, the title of the meeting that adopted it."""
    titles = Page.objects.filter(pk__in={document.meeting_id for document in documents if document.meeting_id})
    titles = dict(titles.values_list("pk", "draft_title"))
    for document in documents:
        document.meeting_of_row = titles.get(document.meeting_id, "")


class DocumentIndexView(PageWorkListing):
    page_title = _("Documents")
    default_ordering = "-date"
    filterset_class = DocumentFilters
    import_resource = DocumentResource
    readers = (*PageWorkListing.readers, read_meetings)
    base_columns = [
        BULK_ACTIONS,
        TITLE,
        ExportedColumn("symbol", label=_("Symbol"), accessor="symbol", sort_key="symbol"),
        ExportedColumn("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        ExportedColumn("date", label=_("Date"), accessor="date_text", sort_key="date"),
        ExportedColumn(
            "meeting", label=_("Meeting or body"), accessor=lambda item: item.meeting_of_row or item.body_responsible
        ),
        CoverageColumn("texts", label=_("Texts in"), accessor=languages_of),
        PageStateColumn(),
        CheckedColumn(),
    ]

    def detailed(self, keys: list) -> DocumentQuerySet:
        return super().detailed(keys).prefetch_related("files")

    def condition_of_word(self, word: str) -> Q:
        """Find a document by a part of its symbol too."""
        return super().condition_of_word(word) | Q(symbol__icontains=word)


class DocumentViewSet(PageWorkViewSet):
    """Named otherwise than Wagtail's own documents, which are uploaded files (mme_site/files/wagtail_hooks.py)."""

    name = "document_pages"
    url_prefix = "document-pages"
    model = DocumentPage
    index_view_class = DocumentIndexView
    icon = "doc-full"
    menu_label = _("Documents")
    menu_name = "document-pages"
    menu_order = 205
