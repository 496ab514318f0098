"""What the room of the overview adds to the admin."""

from wagtail import hooks

from home.models import SiteSettings, StandardPage


@hooks.register("register_guide_sections")
def sections_of_the_guide():
    return {
        StandardPage: "Put up a page of text",
        SiteSettings: "Change the menu, the notice or the footer",
    }
