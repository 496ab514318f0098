"""What the timeline adds to the admin: its addresses, its menu item, a link in the account."""

from django.urls import path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from mme_site.editorial.timeline.access import may_publish_something
from mme_site.editorial.timeline.feed.views import CalendarAddressView
from mme_site.editorial.timeline.views import MonthView, TimelineView


@hooks.register("register_admin_urls")
def timeline_urls():
    month, month_results = MonthView.as_view(), MonthView.as_view(results_only=True)
    return [
        path("reports/publishing/", TimelineView.as_view(), name="publishing_timeline"),
        path(
            "reports/publishing/results/",
            TimelineView.as_view(results_only=True),
            name="publishing_timeline_results",
        ),
        path("reports/publishing/month/", month, name="publishing_this_month"),
        path("reports/publishing/month/<int:year>/<int:month>/", month, name="publishing_month"),
        path(
            "reports/publishing/month/<int:year>/<int:month>/results/", month_results, name="publishing_month_results"
        ),
        path("reports/publishing/calendar-address/", CalendarAddressView.as_view(), name="publishing_calendar_address"),
    ]


class TimelineMenuItem(MenuItem):
    def is_shown(self, request):
        return may_publish_something(request.user)


@hooks.register("register_reports_menu_item")
def timeline_menu_item():
    return TimelineMenuItem(
        _("Publishing timeline"),
        reverse_lazy("publishing_timeline"),
        name="publishing-timeline",
        icon_name="calendar-alt",
        order=100,
    )


@hooks.register("register_account_menu_item")
def calendar_in_account(request):
    if not may_publish_something(request.user):
        return None
    return {
        "url": reverse("publishing_calendar_address"),
        "label": _("Timeline in your calendar"),
        "help_text": _("A secret address at which your calendar reads what will go live and come down."),
    }


@hooks.register("register_guide_sections")
def sections_of_the_guide():
    screens = ["publishing_timeline", "publishing_this_month", "publishing_month", "publishing_calendar_address"]
    return dict.fromkeys(screens, "See what will go live, and what did")
