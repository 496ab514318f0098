"""What the files add to the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from mme_site.core.admin import register_report
from mme_site.files.former.models import FormerVersion
from mme_site.files.former.views import download_former_version, restore_former_version
from mme_site.files.listing import FileIndexView
from mme_site.files.search import SearchableSiteDocuments
from mme_site.files.text_report import FileTextReport, reread_file, use_stated_title
from mme_site.files.views import no_preview

register_report("reports/file-texts/", FileTextReport, 900)


@hooks.register("register_admin_urls")
def file_text_urls() -> list[URLPattern]:
    return [
        path("file-texts/<int:key>/read-again/", reread_file, name="reread_file"),
        path("file-texts/<int:key>/take-title/", use_stated_title, name="use_stated_title"),
        # Wagtail's own addresses, with one column more.
        path("documents/", FileIndexView.as_view(), name="files_with_text"),
        path("documents/results/", FileIndexView.as_view(results_only=True), name="files_with_text_results"),
        # Also Wagtail's own, of its generator of addresses, which this site has not: it decodes in this process.
        path("images/<int:image_id>/preview/<str:filter_spec>/", no_preview),
        path("former-versions/<int:pk>/", download_former_version, name="former_version"),
        path("former-versions/<int:pk>/put-back/", restore_former_version, name="restore_former_version"),
    ]


@hooks.register("register_searchable_files")
def searchable_files() -> SearchableSiteDocuments:
    return SearchableSiteDocuments()


@hooks.register("stored_bytes_in_use")
def is_former_version(digest: str) -> bool:
    return FormerVersion.objects.filter(sha256=digest).exists()


@hooks.register("register_log_actions")
def former_version_actions(actions: Any) -> None:
    @actions.register_action("mme.former_version.put_back")
    class PutBack(LogFormatter):
        label = _("Put back a former version")

        def format_message(self, entry: Any) -> str:
            return _("Put back the former version “%(name)s”") % {"name": entry.data.get("name", "")}


@hooks.register("construct_search")
def search_in_files(request: HttpRequest, areas: list[Any]) -> None:
    for area in areas:
        if area.name == "documents":
            area.label = _("Files")


@hooks.register("construct_main_menu")
def call_uploaded_files_files(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Wagtail calls uploaded files documents; here a document is a page (docs/EDITORS.md)."""
    for item in menu_items:
        if item.name == "documents":
            item.label = _("Files")


@hooks.register("register_guide_sections")
def sections_of_the_guide() -> dict[str, str]:
    return {
        "file_texts": "See whether readers can search inside a file",
        "files_with_text": "See whether readers can search inside a file",
        "wagtaildocs:add_multiple": "When readers can open a file or see a picture",
        "wagtaildocs:edit": "Replace a file by a corrected one",
        "wagtailimages:add": "Put up a picture",
        "wagtailimages:add_multiple": "Put up a picture",
        "wagtailimages:edit": "Put up a picture",
    }
