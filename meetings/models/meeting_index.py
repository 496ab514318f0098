"""The list of meetings."""

from django.core.paginator import Paginator
from django.db.models import Max, Min
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from meetings.forms import MeetingFilterForm
from meetings.models.meeting import MeetingPage
from meetings.models.series import MeetingSeries
from mme_site.blocks import BodyBlock
from mme_site.pages import BasePage

MEETINGS_PER_PAGE = 25


class MeetingIndexPage(BasePage):
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
    def years(self):
        """The years from the latest to the earliest meeting, whether or not each had one."""
        span = self.meetings.aggregate(first=Min("start_date"), last=Max("end_date"))
        return range(span["last"].year, span["first"].year - 1, -1) if span["first"] else []

    def filtered(self, chosen):
        """Return the meetings that a visitor asked for."""
        meetings = self.meetings.for_listing()
        if year := chosen.get("year"):
            meetings = meetings.in_year(year)
        if series := chosen.get("series"):
            meetings = meetings.filter(series__slug=series)
        return meetings.filter(**{name: chosen[name] for name in ("kind", "status") if name in chosen})

    def get_context(self, request, *args, **kwargs):
        series = MeetingSeries.objects.filter(meetings__in=self.meetings).distinct()
        form = MeetingFilterForm(request.GET, self.years, series)
        meetings = self.filtered(form.chosen)
        page = Paginator(meetings.past(), MEETINGS_PER_PAGE).get_page(request.GET.get("page"))
        return {
            **super().get_context(request, *args, **kwargs),
            "filters": form,
            "upcoming": meetings.upcoming() if page.number == 1 else [],
            "undated": meetings.undated() if page.number == 1 else [],
            "past": page,
        }
