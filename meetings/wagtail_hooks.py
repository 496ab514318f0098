"""Series in the admin menu, a member's meetings on its page, and what the search calls kinds, series and themes."""

import uuid

from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from meetings.admin_listing import DocumentViewSet, MeetingViewSet
from meetings.bulk.documents import ImportedDocuments
from meetings.bulk.file_views import FileLinesView, UploadFilesView
from meetings.bulk.meetings import ImportedMeetings
from meetings.document_rules import document_rules
from meetings.latest_pages import latest_pages
from meetings.models import DocumentPage, MeetingPage, MeetingSeries, ThemePage
from meetings.models.kinds import DocumentKind, MeetingKind
from meetings.rules import meeting_rules
from mme_site.caching.content_cache import cached
from mme_site.core.search_document import FacetLabel

HOSTED = 25  # meetings that the page of their host shows by itself


@register_snippet
class MeetingSeriesViewSet(SnippetViewSet):
    model = MeetingSeries
    icon = "calendar-alt"
    menu_label = _("Series of meetings")
    menu_order = 220
    add_to_admin_menu = True
    list_display = ["name_en", "slug"]


@hooks.register("register_admin_viewset")
def lists_to_work_with():
    return [MeetingViewSet(), DocumentViewSet()]


@hooks.register("register_content_rules")
def rules():
    return [*meeting_rules(), *document_rules()]


@hooks.register("member_sections")
def hosted_meetings(member, page, request):
    """Show the published meetings of the partnership that a member hosted, on its page."""
    meetings = page.within_partnership(MeetingPage.objects.live().public()).filter(host=member)
    shown, all_of_them = latest_pages(meetings.not_called_off(), HOSTED, request, f"host={member.slug}")
    return {"template": "meetings/sections/hosted.html", "meetings": shown, "all": all_of_them}


@hooks.register("register_bulk_kinds")
def kinds_to_import():
    return [ImportedMeetings, ImportedDocuments]


@hooks.register("register_admin_urls")
def many_files_urls():
    return [
        path("import/files/", UploadFilesView.as_view(), name="bulk_files"),
        path("import/files/documents/", FileLinesView.as_view(), name="bulk_file_lines"),
    ]


@hooks.register("register_guide_sections")
def sections_of_the_guide():
    return {
        MeetingPage: "Put up a meeting",
        MeetingSeries: "Put up a meeting",
        DocumentPage: "Put up a document",
        ThemePage: "Put up a page of text",
        "bulk_files": "Add many files to documents at once",
        "bulk_file_lines": "Add many files to documents at once",
    }


@hooks.register("search_facet_labels")
def facet_labels(name, values, site):
    """Name the kinds, the series, and those themes that are public on a site."""
    if name == "kind":
        kinds = {**dict(MeetingKind.choices), **dict(DocumentKind.choices)}
        return {value: kinds[value] for value in values if value in kinds}
    if name == "series":
        found = cached("series by slug", lambda: {series.slug: series for series in MeetingSeries.objects.all()})
        return {
            value: FacetLabel(found[value].name, language_of_name(found[value])) for value in values if value in found
        }
    return theme_labels(values, site) if name == "theme" else {}


def theme_labels(values, site):
    """Return the title of each public theme by its translation key, in the reader's language where there is one."""
    themes = ThemePage.objects.live().public().descendant_of(site.root_page).filter(translation_key__in=keys(values))
    found = sorted(themes.select_related("locale"), key=lambda theme: theme.locale.language_code == get_language())
    return {str(theme.translation_key): FacetLabel(theme.title, theme.locale.language_code) for theme in found}


def language_of_name(series):
    """Return the language in which a series is named to the reader."""
    language = get_language().split("-")[0]
    return language if series.own_name_in(language) else "en"


def keys(values):
    """Return those of some texts that are keys of translations."""
    found = []
    for value in values:
        try:
            found.append(uuid.UUID(value))
        except ValueError:
            continue
    return found
