"""What the room of the overview adds to the admin."""

from django.db.models import Model
from wagtail import hooks

from home.misprints import misprints
from home.models import SiteSettings, StandardPage
from mme_site.pages.validation.rules import Rule


@hooks.register("register_content_rules")
def rules():
    return [Rule(misprints, Model)]


@hooks.register("register_guide_sections")
def sections_of_the_guide():
    return {
        StandardPage: "Put up a page of text",
        SiteSettings: "Change the menu, the notice or the footer",
    }
