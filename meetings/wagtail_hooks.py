"""Series in the admin menu, a member's meetings on its page, and what the search calls kinds, series and themes."""

import uuid

from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.compare import FieldComparison, register_comparison_class
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from meetings.admin_listing import DocumentViewSet, MeetingViewSet
from meetings.answers import answer
from meetings.document_rules import document_rules
from meetings.duplicate import DuplicateView, may_duplicate
from meetings.file_upload.papers import MeetingFilesView, PapersView, may_add_papers
from meetings.file_upload.views import AssignFilesView, UploadFilesView
from meetings.import_export.documents import DocumentResource
from meetings.import_export.meetings import MeetingResource
from meetings.latest_pages import latest_pages
from meetings.models import DocumentPage, MeetingPage, MeetingSeries, Place, ThemePage
from meetings.models.kind import Kind, KindField, KindOf, kinds_of, name_of_kind, why_kind_stays
from meetings.models.place import cached_places, place_name
from meetings.opendata.registration import open_data, representations
from meetings.outside_addresses.panel import DeadAddressesPanel
from meetings.outside_addresses.tasks import enqueue_checks
from meetings.rules import meeting_rules
from meetings.search import SearchableSeries
from mme_site.caching.content_cache import cached
from mme_site.core.languages import labelled, lookups_of_names
from mme_site.core.localized import language_of
from mme_site.core.search_document import FacetLabel
from mme_site.editorial.sharing.admin import may_edit_something

HOSTED = 25  # meetings that the page of their host shows by itself


@register_snippet
class MeetingSeriesViewSet(SnippetViewSet):
    model = MeetingSeries
    icon = "calendar-alt"
    menu_label = _("Series of meetings")
    menu_order = 220
    add_to_admin_menu = True
    list_display = ["name_en", "slug"]


@register_snippet
class PlaceViewSet(SnippetViewSet):
    model = Place
    icon = "site"
    menu_label = _("Places")
    menu_order = 230
    add_to_admin_menu = True
    list_display = ["name_en"]
    search_fields = lookups_of_names()
    search_backend_name = None


@register_snippet
class KindViewSet(SnippetViewSet):
    """Kinds of meetings and documents."""

    model = Kind
    icon = "tag"
    menu_label = _("Kinds")
    menu_order = 240
    add_to_admin_menu = True
    list_display = ["name_en", "of", "code", "sort_order"]
    list_filter = ["of"]


class KindComparison(FieldComparison):
    """Two versions of a kind, by what readers call it."""

    def __init__(self, field, obj_a, obj_b):
        super().__init__(field, obj_a, obj_b)
        self.val_a, self.val_b = (str(name_of_kind(field.of, code)) for code in (self.val_a, self.val_b))


register_comparison_class(KindField, comparison_class=KindComparison)


@hooks.register("before_delete_snippet")
def keep_kinds(request, snippets):
    """Refuse to delete a kind that is shipped, or that pages have; Wagtail asks it for several at once as well."""
    for kind in snippets:
        if isinstance(kind, Kind) and (reason := why_kind_stays(kind.of, kind.code)):
            messages.error(request, labelled(kind, reason))
            return redirect(kind.snippet_viewset.get_url_name("list"))
    return None


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


hooks.register("every_hour", enqueue_checks)
hooks.register("register_open_data", open_data)
hooks.register("page_representations", representations)


@hooks.register("construct_homepage_panels")
def dead_addresses_panel(request, panels):
    if may_edit_something(request.user):
        panels.append(DeadAddressesPanel())


@hooks.register("register_import_resources")
def import_resources():
    return [MeetingResource, DocumentResource]


@hooks.register("register_admin_urls")
def many_files_urls():
    return [
        path("meetings/<int:key>/duplicate/", DuplicateView.as_view(), name="duplicate_meeting"),
        path("meetings/<int:key>/papers/", PapersView.as_view(), name="meeting_papers"),
        path("meetings/<int:key>/papers/files/", MeetingFilesView.as_view(), name="meeting_files"),
        path("import/files/", UploadFilesView.as_view(), name="upload_files"),
        path("import/files/documents/", AssignFilesView.as_view(), name="assign_files"),
    ]


@hooks.register("register_page_header_buttons")
def duplicate_button(page, user, **_where):
    if isinstance(page, MeetingPage) and page.pk and may_duplicate(user, page):
        address = reverse("duplicate_meeting", args=[page.pk])
        yield Button(_("Duplicate for the next meeting"), url=address, icon_name="copy", priority=45)


@hooks.register("register_page_header_buttons")
def papers_button(page, user, **_where):
    if isinstance(page, MeetingPage) and page.pk and may_add_papers(user, page):
        address = reverse("meeting_papers", args=[page.pk])
        yield Button(_("Papers of the meeting"), url=address, icon_name="doc-full", priority=44)


@hooks.register("register_guide_sections")
def sections_of_the_guide():
    return {
        MeetingPage: "Put up a meeting",
        MeetingSeries: "Put up a meeting",
        Place: "Put up a meeting",
        Kind: "Put up a meeting",
        DocumentPage: "Put up a document",
        ThemePage: "Put up a page of text",
        "meeting_papers": "Put up a meeting",
        "meeting_files": "Put up a meeting",
        "upload_files": "Add many files to documents at once",
        "assign_files": "Add many files to documents at once",
    }


@hooks.register("register_searchable_records")
def searchable_records() -> list[SearchableSeries]:
    return [SearchableSeries()]


@hooks.register("search_facet_labels")
def facet_labels(name, values, site):
    """Name the kinds, the series, the places, and those themes that are public on a site."""
    if name == "kind":
        known = {code: of for of in (KindOf.DOCUMENT, KindOf.MEETING) for code in kinds_of(of)}
        return {value: name_of_kind(known[value], value) for value in values if value in known}
    if name == "series":
        found = cached("series by slug", lambda: {series.slug: series for series in MeetingSeries.objects.all()})
        return {value: found[value].name for value in values if value in found}
    if name == "place":
        return {value: place_name(value) for value in values if value in cached_places()}
    return theme_labels(values, site) if name == "theme" else {}


def theme_labels(values, site):
    """Return the title of each public theme by its translation key, in the reader's language where there is one."""
    themes = ThemePage.objects.live().public().descendant_of(site.root_page).filter(translation_key__in=keys(values))
    return {
        str(theme.translation_key): FacetLabel(
            theme.title, get_language() if theme.localized_title else language_of(theme)
        )
        for theme in themes.localized()
    }


def keys(values):
    """Return those of some texts that are keys of translations."""
    found = []
    for value in values:
        try:
            found.append(uuid.UUID(value))
        except ValueError:
            continue
    return found


hooks.register("search_answers", answer, order=1)
