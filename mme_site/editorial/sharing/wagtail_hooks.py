"""Where shared drafts join Wagtail's admin."""

from django.urls import path, reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter

from mme_site.core import time_zones
from mme_site.core.admin import register_menu_item, register_report
from mme_site.editorial.sharing.admin import SharedDraftsReport, ShareView, may_share
from mme_site.editorial.sharing.models import may_edit_something
from mme_site.editorial.sharing.site_admin import SitePreviewView

hooks.register("page_parts", lambda: {"band": "sharing/band.html"})
hooks.register("page_parts", lambda: {"band": "sharing/site_band.html"})


@hooks.register("register_admin_urls")
def sharing_urls():
    return [
        path("sharing/<int:page_id>/", ShareView.as_view(), name="share_draft"),
        path("sharing/site/", SitePreviewView.as_view(), name="preview_site"),
    ]


@hooks.register("register_page_header_buttons")
def share_button(page, user, view_name=None, next_url=None):
    if may_share(user, page):
        yield Button(_("Share the draft"), reverse("share_draft", args=[page.pk]), icon_name="link", priority=70)


register_report("reports/shared-drafts/", SharedDraftsReport, 120)


register_menu_item("reports", gettext_lazy("The site as it will be"), "preview_site", "view", 121, may_edit_something)


@hooks.register("register_log_actions")
def sharing_actions(actions):
    @actions.register_action("mme.draft.shared")
    class Shared(LogFormatter):
        label = gettext_lazy("Share a draft")

        def format_message(self, entry):
            until = parse_datetime(entry.data.get("until", ""))
            return _("Shared its draft by a link until %(hour)s") % {
                "hour": time_zones.in_zones(until) if until else "?"
            }

    actions.register_action(
        "mme.draft.share_ended", gettext_lazy("End the link to a draft"), gettext_lazy("Ended a link to its draft")
    )


@hooks.register("register_guide_sections")
def sections_of_the_guide():
    return {
        "share_draft": "Show a draft to somebody without an account",
        "shared_drafts": "Show a draft to somebody without an account",
        "preview_site": "See the site as it will be",
    }
