"""What the timeline adds to the admin: its addresses, its menu item, a link in the account."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from mme_site.core.admin import register_report
from mme_site.editorial.schedule_calendar.access import may_publish_something
from mme_site.editorial.schedule_calendar.feed.views import CalendarAddressView
from mme_site.editorial.schedule_calendar.views import MonthView, ScheduleListView


@hooks.register("register_admin_urls")
def timeline_urls():
    month, month_results = MonthView.as_view(), MonthView.as_view(results_only=True)
    return [
        path("reports/publishing/month/", month, name="publishing_this_month"),
        path("reports/publishing/month/<int:year>/<int:month>/", month, name="publishing_month"),
        path(
            "reports/publishing/month/<int:year>/<int:month>/results/", month_results, name="publishing_month_results"
        ),
        path("reports/publishing/calendar-address/", CalendarAddressView.as_view(), name="publishing_calendar_address"),
    ]


register_report("reports/publishing/", ScheduleListView, 100)


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
