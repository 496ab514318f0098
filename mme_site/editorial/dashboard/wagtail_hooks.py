"""Where the dashboard joins Wagtail's admin."""

from wagtail import hooks

from mme_site.core.admin import register_report, stylesheet
from mme_site.editorial.dashboard.panels import replace_wagtail_panels
from mme_site.editorial.dashboard.reports import BrokenLinksReport, FactsToCheckReport

hooks.register("construct_homepage_panels", replace_wagtail_panels)


hooks.register("insert_global_admin_css", stylesheet("dashboard/dashboard.css"))


register_report("reports/to-check/", FactsToCheckReport, 130)
register_report("reports/broken-links/", BrokenLinksReport, 140)


@hooks.register("register_guide_sections")
def sections_of_the_guide():
    return {
        "broken_links": "Mend broken links",
        "facts_to_check": "Check the facts that wait",
    }
