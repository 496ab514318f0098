"""The editors' report of what is searched."""

import django_filters
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from mme_site.core.admin import Report
from search.models import QueryStatistics
from search.statistics import FEWEST

NOTHING, NEVER = "nothing", "never"
ANSWERS = [(NOTHING, _("Found nothing")), (NEVER, _("Never opened"))]


class StatisticsFilters(WagtailFilterSet):
    language = django_filters.ChoiceFilter(label=_("Language"), choices=settings.LANGUAGES)
    month = django_filters.ChoiceFilter(label=_("Month"), choices=lambda: months())
    answer = django_filters.ChoiceFilter(label=_("Answer"), choices=ANSWERS, method="answered")

    class Meta:
        model = QueryStatistics
        fields = ["language", "month", "answer"]

    def answered(self, rows, _name, value):
        """Return the searches that found nothing, or whose results nobody opened."""
        if value == NOTHING:
            return rows.filter(empty__gt=0)
        return rows.filter(opened=0, empty=0)


def months():
    """Return the months that anything was counted in, the last one first."""
    found = QueryStatistics.objects.dates("month", "month", order="DESC")
    return [(month.isoformat(), f"{month:%Y-%m}") for month in found]


def may_promote(user):
    return user.has_perm("search.add_promotedresult")


class SearchReport(Report):
    """What was searched three times or more in a month, what found nothing, and what was never opened."""

    may_use = staticmethod(may_promote)
    page_title = _("Searches")
    header_icon = "search"
    model = QueryStatistics
    index_url_name = "search_report"
    filterset_class = StatisticsFilters
    default_ordering = "-searches"
    list_export = ["month", "language", "text", "searches", "empty", "opened"]
    columns = [
        Column("text", label=pgettext_lazy("a search", "Search"), sort_key="text"),
        Column("month", label=_("Month"), accessor=lambda row: f"{row.month:%Y-%m}", sort_key="month"),
        Column("language", label=_("Language"), accessor="language", sort_key="language"),
        Column("searches", label=_("Searches"), sort_key="searches"),
        Column("empty", label=_("Found nothing"), sort_key="empty"),
        Column("opened", label=_("Results opened"), sort_key="opened"),
    ]

    def get_base_queryset(self):
        return QueryStatistics.objects.filter(searches__gte=FEWEST)
