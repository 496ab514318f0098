"""The header and footer of the site that a request is for."""

from dataclasses import dataclass, field

from django.utils.functional import cached_property
from django.utils.translation import get_language
from wagtail.models import Page, Site

from home.models import SiteSettings
from mme_site.pages import SitePageQuerySet, is_private


@dataclass(frozen=True)
class Link:
    """A link as readers see it."""

    text: str
    url: str
    is_current: bool = False
    below: list = field(default_factory=list)
    page: Page | None = None  # whose title the text is, and in whose language it is


class Frame:
    """Menus, notice and footer; links to pages that are not public are left out.

    The menus are read as they are stored: as blocks, each would load its pages by itself.
    """

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
        if not self.site:
            return None
        version = self.pages.get(self.site.root_page_id)
        # Routing has read the root page of the site already.
        is_other = version and version.pk != self.site.root_page_id
        root = (version if is_other else self.site.root_page).specific
        if version:
            root.locale = version.locale  # read with the pages of the menus
        return root

    @cached_property
    def menu(self):
        """The main menu, of two levels."""
        if self.settings.menu:
            return self.links(self.settings.menu)
        pages = (
            SitePageQuerySet(Page).child_of(self.root).live().public().in_menu().select_related("locale")
            if self.root
            else []
        )
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
        """The public pages for the keys of the root and of the pages that the settings name, in one query.

        Each is the version in the reader's language where that is public, else the page
        chosen itself.
        """
        chosen = {value.get("page") for value in self.chosen_links()} | {self.site and self.site.root_page_id}
        keys = Page.objects.filter(pk__in=chosen - {None}).values("translation_key")
        versions = Page.objects.filter(translation_key__in=keys).annotate(is_private=is_private())
        versions = list(versions.select_related("locale"))
        public = [page for page in versions if page.live and not page.is_private]
        localized = {page.translation_key: page for page in public if page.locale.language_code == get_language()}
        shown = {page.pk: page for page in public} | {
            page.pk: localized[page.translation_key] for page in versions if page.translation_key in localized
        }
        return {pk: page for pk, page in shown.items() if pk in chosen}

    def chosen_links(self):
        """Yield every link of the settings, of both levels, as it is stored."""
        for stream in (self.settings.menu, self.settings.parent_menu, self.settings.footer_links):
            for block in stream.raw_data:
                yield block["value"]
                yield from below(block["value"])

    def links(self, stream):
        """Return the links of a stream that lead somewhere public."""
        return self.resolved(block["value"] for block in stream.raw_data)

    def resolved(self, values):
        links = (self.link_of(value) for value in values)
        return [link for link in links if link]

    def link_of(self, value):
        """Return one link, or None where its page is not public."""
        lower = self.resolved(below(value))
        text = value.get("text", "")
        if value.get("url"):
            return Link(text, value["url"], below=lower)
        page = self.pages.get(value.get("page"))
        return self.link_to(page, text, lower) if page else None

    def link_to(self, page, text="", below=()):
        """Return a link to a page; it is current on the page and everywhere below it."""
        url = page.get_url(self.request)
        is_current = url != self.root_url and self.request.path.startswith(url)
        return Link(text or page.title, url, is_current, list(below), None if text else page)

    @cached_property
    def root_url(self):
        return self.root.get_url(self.request) if self.root else "/"


def below(value):
    """Return the stored links below an entry of the menu.

    Wagtail stores the items of a list with an id when a form saved them, and bare when
    code did (ListBlock._item_is_in_block_format).
    """
    return [item.get("value", item) for item in value.get("below", ())]
