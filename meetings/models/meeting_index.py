"""The list of meetings."""

from django.core.paginator import Paginator
from django.db.models import Max, Min
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.search import index

from meetings.forms import MeetingFilterForm
from meetings.models.meeting import TIMELINE, MeetingPage
from meetings.models.series import MeetingSeries
from meetings.models.theme import ThemePage
from meetings.timeline.entries import Timeline
from mme_site.blocks import BodyBlock
from mme_site.pages import BasePage

MEETINGS_PER_PAGE = 25


class MeetingIndexPage(RoutablePageMixin, BasePage):
    """The meetings of one partnership: what comes, then what was."""

    subpage_types = ["meetings.MeetingPage"]
    max_count_per_parent = 1
    page_description = _("Holds the meetings. Which are upcoming and which are past follows from their dates.")

    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("body"), *BasePage.source_panels]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("meeting list")
        verbose_name_plural = _("meeting lists")

    @cached_property
    def meetings(self):
        """The published meetings below this page."""
        return MeetingPage.objects.child_of(self).live().public()

    @cached_property
    def spans(self):
        """The first and the last day of the meetings of each series, and of those of none."""
        series = self.meetings.order_by().values("series").annotate(first=Min("start_date"), last=Max("end_date"))
        return [(row["series"], row["first"], row["last"]) for row in series]

    @property
    def years(self):
        """The years from the latest to the earliest meeting, whether or not each had one."""
        first = [first for _series, first, _last in self.spans if first]
        last = [last for _series, _first, last in self.spans if last]
        return range(max(last).year, min(first).year - 1, -1) if first else []

    def filter_form(self, query):
        """Return the form of filters, offering what this list holds."""
        return MeetingFilterForm(
            query,
            years=self.years,
            series=MeetingSeries.objects.filter(pk__in=[series for series, _first, _last in self.spans if series]),
            themes=ThemePage.objects.live().public().filter(meetings__in=self.meetings).distinct().order_by("title"),
        )

    def filtered(self, chosen):
        """Return the meetings that a visitor asked for."""
        meetings = self.meetings.for_listing()
        if year := chosen.get("year"):
            meetings = meetings.in_year(year)
        if series := chosen.get("series"):
            meetings = meetings.filter(series__slug=series)
        if theme := chosen.get("theme"):
            meetings = meetings.filter(themes__slug=theme)
        return meetings.filter(**{name: chosen[name] for name in ("kind", "status") if name in chosen})

    def get_context(self, request, *args, **kwargs):
        form = self.filter_form(request.GET)
        meetings = self.filtered(form.chosen)
        page = Paginator(meetings.past(), MEETINGS_PER_PAGE).get_page(request.GET.get("page"))
        announced = list(meetings.announced()) if page.number == 1 else []
        return {
            **super().get_context(request, *args, **kwargs),
            "filters": form,
            "upcoming": [meeting for meeting in announced if meeting.start_date],
            "undated": [meeting for meeting in announced if not meeting.start_date],
            "past": page,
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

    def get_sitemap_urls(self, request=None):
        """The list and the timeline."""
        timeline = self.get_full_url(request) + self.reverse_subpage("timeline")
        return [*super().get_sitemap_urls(request), {"location": timeline}]
