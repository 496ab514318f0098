"""Where the guide joins Wagtail's admin."""

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from mme_site.core.admin import stylesheet
from mme_site.editorial.guide.missing import admin_page_not_found
from mme_site.editorial.guide.panels import GuidePanel
from mme_site.editorial.guide.views import guide, picture


@hooks.register("register_admin_urls")
def guide_url():
    return [
        path("guide/", guide, name="editors_guide"),
        path("guide/pictures/<slug:name>.png", picture, name="editors_guide_picture"),
    ]


@hooks.register("register_help_menu_item")
def guide_in_help_menu():
    return MenuItem(_("Guide for editors"), reverse_lazy("editors_guide"), icon_name="help", order=100)


@hooks.register("construct_homepage_panels")
def guide_on_the_first_page(request, panels):
    panels.append(GuidePanel())


@hooks.register("register_guide_sections")
def sections_of_the_guide():
    return {
        "wagtailadmin_account": "Use the admin in your language",
        "wagtailadmin_explore": "Find your way",
        "wagtailadmin_explore_root": "Find your way",
        "wagtailadmin_home": "Begin the day at your desk",
        "wagtailadmin_pages:move": "Move or rename a page",
        "wagtailredirects:index": "Move or rename a page",
    }


hooks.register("insert_global_admin_css", stylesheet("guide/guide.css"))


hooks.register("missing_page", admin_page_not_found)
