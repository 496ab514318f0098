"""Where releases join Wagtail's admin."""

from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import register_admin_url_finder
from wagtail.admin.widgets import Button

from mme_site.core.admin import register_menu_item, register_report, stylesheet
from mme_site.editorial.releases.access import may_publish, may_use_releases, releases_of
from mme_site.editorial.releases.add_to_release_views import (
    AddPagesToRelease,
    AddPageToReleaseView,
    AddRecordsToRelease,
)
from mme_site.editorial.releases.audit import ReleaseAuditReport
from mme_site.editorial.releases.settings_view import DraftSettingsView, PreviewDraftSettingsView
from mme_site.editorial.releases.views import ReleaseListView, ReleaseView
from mme_site.publishing.releases.item import ReleaseItem
from mme_site.publishing.releases.release import Release

SETTINGS = "releases/<int:release_id>/settings/<slug:app_name>/<slug:model_name>/<int:pk>/"

hooks.register("insert_global_admin_css", stylesheet("releases/releases.css"))
hooks.register("register_bulk_action", AddPagesToRelease)
hooks.register("register_bulk_action", AddRecordsToRelease)


@hooks.register("register_admin_urls")
def release_urls():
    return [
        path("releases/", ReleaseListView.as_view(), name="releases"),
        path("releases/<int:pk>/", ReleaseView.as_view(), name="release"),
        path("releases/page/<int:page_id>/", AddPageToReleaseView.as_view(), name="put_into_release"),
        path(SETTINGS, DraftSettingsView.as_view(), name="draft_settings"),
        path(f"{SETTINGS}preview/", PreviewDraftSettingsView.as_view(), name="preview_draft_settings"),
    ]


class ReleaseURLFinder:
    """Where the timeline leads from a release."""

    def __init__(self, user=None):
        self.user = user

    def get_edit_url(self, release):
        may_see = self.user is None or may_use_releases(self.user)
        return reverse("release", args=[release.pk]) if may_see else None


register_admin_url_finder(Release, ReleaseURLFinder)


register_menu_item("admin", gettext_lazy("Releases"), "releases", "list-ul", 160, may_use_releases)


register_report("reports/releases/", ReleaseAuditReport, 125)


@hooks.register("register_page_header_buttons")
def release_button(page, user, view_name=None, next_url=None):
    if not page.alias_of_id and may_publish(user, page):
        address = reverse("put_into_release", args=[page.pk])
        yield Button(_("Publish in a release"), address, icon_name="list-ul", priority=60)


@hooks.register("before_edit_page")
def message_of_release(request, page):
    """Say in the editor which release holds the page, to those who may see it."""
    if request.method == "GET" and may_use_releases(request.user):
        held = ReleaseItem.objects.held().filter(release__in=releases_of(request.user)).of(page)
        held = held.select_related("release").first()
        if held is not None:
            words = _("It is in the release “%(release)s”: %(what)s. What you save now is not part of it.")
            address = reverse("release", args=[held.release_id])
            told = words % {"release": held.release.name, "what": held.get_kind_display()}
            messages.info(request, told, buttons=[messages.button(address, _("Open the release"))])


@hooks.register("register_guide_sections")
def sections_of_the_guide():
    screens = ["releases", "release", "put_into_release", "draft_settings", "release_audit"]
    return dict.fromkeys(screens, "Publish several things together")
