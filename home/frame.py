"""The header and footer of the site that a request is for."""

from dataclasses import dataclass, field

from django.utils.functional import cached_property
from wagtail.models import Locale, Page, Site

from home.models import SiteSettings


@dataclass(frozen=True)
class Link:
    """A link as readers see it."""

    text: str
    url: str
    is_current: bool = False
    below: list = field(default_factory=list)


class Frame:
    """Menus, notice and footer; links to pages that are not public are left out."""

    def __init__(self, request):
        self.request = request

    @cached_property
    def site(self):
        """The site of the request, or None before one is set up."""
        return Site.find_for_request(self.request)

    @cached_property
    def settings(self):
        """The site's settings; empty ones where none are saved."""
        return SiteSettings.for_request(self.request) if self.site else SiteSettings()

    @cached_property
    def root(self):
        """The overview, in the reader's language where there is one."""
        return self.site and self.site.root_page.localized.specific

    @cached_property
    def menu(self):
        """The main menu, of two levels."""
        if self.settings.menu:
            return self.links(self.settings.menu)
        pages = self.root.get_children().live().public().in_menu() if self.root else []
        return [self.link_to(page) for page in pages]

    @cached_property
    def parent_menu(self):
        """The menu of the parent organisation."""
        return self.links(self.settings.parent_menu)

    @cached_property
    def footer_links(self):
        """The links of the footer."""
        return self.links(self.settings.footer_links)

    @cached_property
    def pages(self):
        """The public pages that the settings name, by the key of the page chosen.

        Each is the version in the reader's language where that is public, else the page
        chosen itself.
        """
        chosen = {value["page"].pk: value["page"] for value in self.chosen_links() if value["page"]}
        keys = {page.translation_key for page in chosen.values()}
        versions = list(Page.objects.live().public().filter(translation_key__in=keys))
        localized = {page.translation_key: page for page in versions if page.locale_id == Locale.get_active().pk}
        public = {page.pk: page for page in versions}
        found = {pk: localized.get(page.translation_key) or public.get(pk) for pk, page in chosen.items()}
        return {pk: page for pk, page in found.items() if page}

    def chosen_links(self):
        """Yield every link of the settings, of both levels."""
        for stream in (self.settings.menu, self.settings.parent_menu, self.settings.footer_links):
            for block in stream:
                yield block.value
                yield from block.value.get("below", ())

    def links(self, stream):
        """Return the links of a stream that lead somewhere public."""
        return self.resolved(block.value for block in stream)

    def resolved(self, values):
        links = (self.link_of(value) for value in values)
        return [link for link in links if link]

    def link_of(self, value):
        """Return one link, or None where its page is not public."""
        below = self.resolved(value.get("below", ()))
        if value["url"]:
            return Link(value["text"], value["url"], below=below)
        page = value["page"] and self.pages.get(value["page"].pk)
        return self.link_to(page, value["text"], below) if page else None

    def link_to(self, page, text="", below=()):
        """Return a link to a page; it is current on the page and everywhere below it."""
        url = page.get_url(self.request)
        is_current = url != self.root_url and self.request.path.startswith(url)
        return Link(text or page.title, url, is_current, list(below))

    @cached_property
    def root_url(self):
        return self.root.get_url(self.request) if self.root else "/"
