"""Where the dashboard joins Wagtail's admin."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from mme_site.core.admin import RestrictedMenuItem, report_urls, stylesheet
from mme_site.editorial.dashboard.panels import replace_wagtail_panels
from mme_site.editorial.dashboard.reports import BrokenLinksReport, FactsToCheckReport
from mme_site.editorial.sharing.admin import may_edit_something

hooks.register("construct_homepage_panels", replace_wagtail_panels)


hooks.register("insert_global_admin_css", stylesheet("dashboard/dashboard.css"))


@hooks.register("register_admin_urls")
def dashboard_urls():
    return [
        *report_urls("reports/to-check/", FactsToCheckReport),
        *report_urls("reports/broken-links/", BrokenLinksReport),
    ]


@hooks.register("register_reports_menu_item")
def to_check_item():
    return RestrictedMenuItem(
        _("To check"), reverse_lazy("facts_to_check"), icon_name="check", order=130, may_use=may_edit_something
    )


@hooks.register("register_reports_menu_item")
def broken_links_item():
    return RestrictedMenuItem(
        _("Broken links"),
        reverse_lazy("broken_links"),
        icon_name="link-external",
        order=140,
        may_use=may_edit_something,
    )


@hooks.register("register_guide_sections")
def sections_of_the_guide():
    return {
        "broken_links": "Mend broken links",
        "facts_to_check": "Check the facts that wait",
    }
