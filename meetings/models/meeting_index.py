"""The list of meetings."""

from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from meetings.facets import of_meetings
from meetings.forms import MeetingFilterForm, TimelineFilterForm
from meetings.models.meeting import TIMELINE, MeetingPage
from meetings.models.series import MeetingSeries
from meetings.timeline.entries import Timeline
from members.membership import cached_members
from mme_site.core import clock
from mme_site.core.languages import in_every_language
from mme_site.core.paging import CachedCountPaginator, count_cache_key
from mme_site.core.search_document import SearchDocument
from mme_site.editorial.taking_down.withdrawn import withdrawn_below
from mme_site.pages.text_page import TextPage

MEETINGS_PER_PAGE = 25
# What a filter of the form asks of a meeting.
LOOKUPS = {"series": "series__slug", "host": "host__slug", "kind": "kind", "status": "status"}
# What the filters ask of a meeting that was withdrawn; of others they ask the database.
VALUES_OF_MEETING = {
    "year": lambda meeting: range(meeting.start_date.year, meeting.end_date.year + 1) if meeting.start_date else (),
    "kind": lambda meeting: [meeting.kind],
    "series": lambda meeting: [meeting.series and meeting.series.slug],
    "status": lambda meeting: [meeting.status],
    "theme": lambda meeting: [theme.slug for theme in meeting.themes.all()],
    "host": lambda meeting: [meeting.host and meeting.host.slug],
    "when": lambda meeting: [] if meeting.end_date and meeting.end_date < clock.today() else ["upcoming"],
}


class MeetingIndexPage(RoutablePageMixin, TextPage):
    """The meetings of one partnership: what comes, then what was."""

    subpage_types = ["meetings.MeetingPage"]
    max_count_per_parent = 1
    routes = ("/", f"/{TIMELINE}/")
    page_description = _("Holds the meetings. Which are upcoming and which are past follows from their dates.")
    query_parameters = frozenset({*MeetingFilterForm.base_fields, *TimelineFilterForm.base_fields, "page"})

    class Meta:
        verbose_name = _("meeting list")
        verbose_name_plural = _("meeting lists")

    @property
    def search_document(self) -> SearchDocument:
        """The series that its meetings belong to, and its timeline."""
        series = [str(name) for one in MeetingSeries.objects.all() for name in one.all_names]
        return SearchDocument(words=[*in_every_language(lambda: gettext("Timeline")), *series], weight=1)

    @cached_property
    def meetings(self):
        return MeetingPage.objects.published_below(self)

    def filter_form(self, query):
        """Return the form of filters, offering what this list holds."""
        members = cached_members().values() if query.get("host") else ()
        return MeetingFilterForm(query, of_meetings(self), members)

    def filtered(self, chosen):
        meetings = self.meetings.for_listing()
        if year := chosen.get("year"):
            meetings = meetings.in_year(year)
        if theme := chosen.get("theme"):
            meetings = meetings.naming_theme(theme)
        return meetings.filter(**{lookup: chosen[name] for name, lookup in LOOKUPS.items() if name in chosen})

    def get_context(self, request, *args, **kwargs):
        form = self.filter_form(request.GET)
        meetings, number = self.filtered(form.chosen), request.GET.get("page")
        key = count_cache_key("past meetings", self.pk, form, clock.today())
        if form.chosen.get("when"):
            page = Paginator(meetings.announced(), MEETINGS_PER_PAGE).get_page(number)
            past, announced = None, page.object_list
        else:
            page = past = CachedCountPaginator(meetings.past(), MEETINGS_PER_PAGE, key).get_page(number)
            announced = meetings.announced()[: MEETINGS_PER_PAGE + 1] if page.number == 1 else ()
        found = SimpleLazyObject(lambda: list(announced))  # read when they are shown
        shown = SimpleLazyObject(lambda: found[:MEETINGS_PER_PAGE])
        is_cut = SimpleLazyObject(lambda: len(found) > MEETINGS_PER_PAGE)
        return {
            **super().get_context(request, *args, **kwargs),
            "filters": form,
            "upcoming": SimpleLazyObject(lambda: [meeting for meeting in shown if meeting.start_date]),
            "undated": SimpleLazyObject(lambda: [meeting for meeting in shown if not meeting.start_date]),
            "none_announced": SimpleLazyObject(
                lambda: past is not None and page.number == 1 and not form.chosen and not found
            ),
            "all_upcoming": SimpleLazyObject(lambda: form.query_with("when", "upcoming") if is_cut else ""),
            "past": past,
            "pages": page,
            "withdrawn": withdrawn_below(self, request, form, VALUES_OF_MEETING),
        }

    @path(f"{TIMELINE}/", name="timeline")
    def timeline(self, request):
        """The meetings and what they adopted, from the earliest to the latest."""
        context = {
            **super().get_context(request),
            "breadcrumbs": [*self.breadcrumbs, self],
            "timeline": Timeline(self, request.GET),
        }
        return TemplateResponse(request, "meetings/timeline.html", context)

    @property
    def routes_in_sitemap(self):
        return ["", self.reverse_subpage("timeline")]
