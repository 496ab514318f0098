"""Where the desk joins Wagtail's admin."""

from django.templatetags.static import static
from django.urls import path, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from mme_site.editorial.desk.panels import arrange
from mme_site.editorial.desk.reports import BrokenLinksReport, ToCheckReport
from mme_site.editorial.sharing.admin import may_edit_something


@hooks.register("construct_homepage_panels")
def desk(request, panels):
    arrange(request, panels)


@hooks.register("insert_global_admin_css")
def desk_css():
    return format_html('<link rel="stylesheet" href="{}">', static("desk/desk.css"))


@hooks.register("register_admin_urls")
def report_urls():
    return [
        path("reports/to-check/", ToCheckReport.as_view(), name="facts_to_check"),
        path("reports/to-check/results/", ToCheckReport.as_view(results_only=True), name="facts_to_check_results"),
        path("reports/broken-links/", BrokenLinksReport.as_view(), name="broken_links"),
        path(
            "reports/broken-links/results/", BrokenLinksReport.as_view(results_only=True), name="broken_links_results"
        ),
    ]


class ReportItem(MenuItem):
    def is_shown(self, request):
        return may_edit_something(request.user)


@hooks.register("register_reports_menu_item")
def to_check_item():
    return ReportItem(_("To check"), reverse_lazy("facts_to_check"), icon_name="check", order=130)


@hooks.register("register_reports_menu_item")
def broken_links_item():
    return ReportItem(_("Broken links"), reverse_lazy("broken_links"), icon_name="link-external", order=140)


@hooks.register("register_guide_sections")
def sections_of_the_guide():
    return {
        "broken_links": "Mend broken links",
        "facts_to_check": "Check the facts that wait",
    }
