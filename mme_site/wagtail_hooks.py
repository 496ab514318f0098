"""What the foundation adds to the admin."""

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from mme_site.guide import guide
from mme_site.links import PublicDocumentLinkHandler, PublicPageLinkHandler


@hooks.register("register_admin_urls")
def guide_url():
    return [path("guide/", guide, name="editors_guide")]


@hooks.register("register_help_menu_item")
def guide_in_help_menu():
    return MenuItem(_("Guide for editors"), reverse_lazy("editors_guide"), icon_name="help", order=100)


@hooks.register("construct_main_menu")
def call_uploaded_files_files(request, menu_items):
    """Wagtail calls uploaded files documents; here a document is a page (docs/EDITORS.md)."""
    for item in menu_items:
        if item.name == "documents":
            item.label = _("Files")


@hooks.register("register_rich_text_features", order=100)
def link_to_what_is_public_only(features):
    """Comes after Wagtail's own registration, so that these handlers take its place."""
    features.register_link_type(PublicPageLinkHandler)
    features.register_link_type(PublicDocumentLinkHandler)
