"""The publishing timeline: a report of everything scheduled, by day and as a month."""

from itertools import groupby

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button

from mme_site.core import time_zones
from mme_site.core.admin import Report
from mme_site.editorial.schedule_calendar import month_calendar, words
from mme_site.editorial.schedule_calendar.access import may_publish_something, visible_to
from mme_site.editorial.schedule_calendar.export import ExportSchedules
from mme_site.editorial.schedule_calendar.filters import ScheduleFilters, ScheduleListFilters
from mme_site.editorial.schedule_calendar.media import MEDIA, WITH_MONTH
from mme_site.editorial.schedule_calendar.schedule_rows import prefetch_for_rows, rows
from mme_site.editorial.schedule_calendar.schedule_states import ARROWS, ICONS, NEEDS_ATTENTION, needs_attention
from mme_site.publishing import health
from mme_site.publishing.schedule import Schedule

OF_THE_REQUEST = ("p", "export", "_w_filter_fragment")  # not of what is looked at


class ScheduleReport(ExportSchedules, Report):
    """What both views share: who may look, what there is, the filters, what is next and what needs people."""

    may_use = staticmethod(may_publish_something)
    model = Schedule
    page_title = _("Publishing timeline")
    header_icon = "calendar-alt"
    own_media = MEDIA
    is_searchable = True
    search_fields = ["title"]

    @cached_property
    def now(self):
        return timezone.now()

    @cached_property
    def visible(self):
        return visible_to(self.request.user)

    def get_base_queryset(self):
        return prefetch_for_rows(self.visible)

    def get_queryset(self):
        """Everything that may be seen; ReportView filters it afterwards."""
        return self.search_queryset(self.get_base_queryset())

    def filter_queryset(self, queryset):
        """Filter by what can be read of the query string, whatever cannot."""
        self.filters.form.is_valid()
        return self.filters.filter_queryset(queryset)

    def decorate_paginated_queryset(self, object_list):
        return rows(object_list, self.request.user, self.now)

    def query(self, *dropped):
        """Return the query string of what is looked at, without these filters."""
        query = self.request.GET.copy()
        left_empty = [name for name in query if not any(query.getlist(name)) and not name.startswith("due_at")]
        for name in (*OF_THE_REQUEST, *dropped, *left_empty):
            query.pop(name, None)
        return f"?{query.urlencode()}" if query else ""

    @cached_property
    def header_more_buttons(self):
        address = reverse("publishing_calendar_address")
        subscribe = Button(_("Subscribe in your calendar"), url=address, icon_name="calendar-check", priority=80)
        return [subscribe, *super().header_more_buttons]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        ahead = prefetch_for_rows(self.visible.waiting().filter(due_at__gte=self.now))
        context |= {
            "media": context["media"] + self.own_media,
            "now": self.now,
            "today": timezone.localdate(self.now),
            "zone": time_zones.named(timezone.localtime(self.now)),
            "next": next(iter(rows(ahead.order_by("due_at", "pk")[:1], self.request.user, self.now)), None),
            "clock_skew": health.read().reported_skew,
            "attention": self.visible.filter(needs_attention(self.now)).count(),
            "attention_url": reverse("publishing_timeline") + self.attention_query(),
            "days_url": reverse("publishing_timeline") + self.query(),
            "month_url": month_calendar.this_month().url + self.query("due_at_from", "due_at_to"),
            "here": self.index_url + self.query(),
            "results_here": self.index_results_url + self.query(),
        }
        return context

    @staticmethod
    def attention_query():
        return "?due_at_from=&" + "&".join(f"state={state.value}" for state in NEEDS_ATTENTION)


class ScheduleListView(ScheduleReport):
    """By day."""

    view_name = "days"
    index_url_name = "publishing_timeline"
    results_template_name = "schedule_calendar/days.html"
    filterset_class = ScheduleListFilters

    def render_to_response(self, context, **response_kwargs):
        if not self.is_export:
            context["days"] = self.days(context["object_list"], context["page_obj"])
        return super().render_to_response(context, **response_kwargs)

    def days(self, page_rows, page):
        """Return the rows by day, as (date, 'Today' or the like, rows); mark the row before which it is now.

        Where that is the first of a day to come, the mark belongs before the day (`days.html`).
        """
        ahead = [row.schedule.due_at > self.now for row in page_rows]
        if any(ahead) and (not page.has_previous() or not ahead[0]):
            page_rows[ahead.index(True)].is_first_ahead = True
        today = timezone.localdate(self.now)
        by_day = groupby(page_rows, key=lambda row: row.day)
        return [(day, words.relative_day(day, today), list(of_day)) for day, of_day in by_day]


class MonthView(ScheduleReport):
    """As a calendar."""

    view_name = "month"
    own_media = WITH_MONTH
    results_template_name = "schedule_calendar/month.html"
    filterset_class = ScheduleFilters
    paginate_by = None

    def setup(self, request, *args, year=None, month=None, **kwargs):
        super().setup(request, *args, **kwargs)
        self.month = month_calendar.Month(year, month) if year else month_calendar.this_month()
        if not self.month.is_shown:
            raise Http404

    def get_index_url(self):
        return self.month.url

    def get_index_results_url(self):
        return self.month.results_url

    def get_queryset(self):
        return self.month.of(super().get_queryset())

    def get_filtered_queryset(self):
        """Return the weeks of the calendar; to export, every schedule of the month."""
        schedules = super().get_filtered_queryset()
        if self.is_export:
            return schedules
        return self.month.weeks(schedules, super().decorate_paginated_queryset)

    def decorate_paginated_queryset(self, object_list):
        return super().decorate_paginated_queryset(object_list) if self.is_export else object_list

    def get_context_data(self, **kwargs):
        context = super().get_context_data(month=self.month, is_now=self.month == month_calendar.this_month(), **kwargs)
        query = self.query()
        context |= {
            "month_query": query,
            "day_query": f"{query}&" if query else "?",
            "legend": ICONS.items(),
            "arrows": ARROWS.items(),
        }
        return context
