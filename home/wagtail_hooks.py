"""What the room of the overview adds to the admin."""

from django.db.models import Model
from django.urls import path
from django.utils.translation import gettext_lazy
from wagtail import hooks

from home.answers import answer
from home.glossary import glossary_terms
from home.misprints import misprints
from home.models import SiteSettings, StandardPage
from home.new_partnership import NewPartnershipView, may_add_partnerships
from home.opendata import open_data, representations
from home.operator_rule import operator_unnamed
from mme_site.core.admin import register_menu_item
from mme_site.pages.validation.rules import Rule

hooks.register("page_parts", lambda: {"header": "components/header.html", "footer": "components/footer.html"})


@hooks.register("register_content_rules")
def rules():
    return [Rule(misprints, Model), Rule(operator_unnamed, StandardPage)]


hooks.register("glossary_terms", glossary_terms)


@hooks.register("register_guide_sections")
def sections_of_the_guide():
    return {
        StandardPage: "Put up a page of text",
        "new_partnership": "Add a partnership",
        SiteSettings: "Change the menu, the notice or the footer",
    }


hooks.register("register_open_data", open_data)
hooks.register("page_representations", representations)
hooks.register("search_answers", answer, order=2)


@hooks.register("register_admin_urls")
def addresses():
    return [path("partnerships/add/", NewPartnershipView.as_view(), name="new_partnership")]


register_menu_item("settings", gettext_lazy("Add a partnership"), "new_partnership", "plus", 590, may_add_partnerships)
