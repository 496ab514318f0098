"""The header and footer of the site that a request is for."""

import datetime
from dataclasses import dataclass, field, replace

from django.utils.functional import cached_property
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from home.blocks import HourBlock
from home.models import SiteSettings
from mme_site.caching.content_cache import cached
from mme_site.core import clock
from mme_site.core.localized import in_readers_words, localized_url
from mme_site.core.querysets import SitePageQuerySet
from mme_site.pages.translations import read_in


@dataclass(frozen=True)
class Link:
    """A link as readers see it."""

    text: str
    url: str
    is_current: bool = False
    below: list = field(default_factory=list)
    page: Page | None = None  # whose title the text is, and in whose language it is
    is_internal: bool = False


@dataclass(frozen=True)
class Notice:
    """What readers of a language are told between two moments; without one of them, before or after the other."""

    text: str
    language: str
    begins_at: datetime.datetime | None
    ends_at: datetime.datetime | None

    @classmethod
    def of(cls, block):
        """Return the notice of a block as it is stored."""
        value = block["value"]
        begins_at, ends_at = (HourBlock().to_python(value.get(name)) for name in ("begins_at", "ends_at"))
        return cls(str(RichText(value["text"])), value.get("language") or "", begins_at, ends_at)

    @property
    def is_for_reader(self):
        return self.language in ("", get_language())

    def is_shown(self, now):
        return (self.begins_at is None or self.begins_at <= now) and (self.ends_at is None or now < self.ends_at)


@dataclass(frozen=True)
class Parts:
    """What header and footer are made of: the same on every page of a site in one language."""

    root: Page | None
    root_url: str
    name: str
    parent_name: str
    parent_menu: list
    menu: list
    notice: str
    notices: list
    footer_links: list
    footer_text: str
    operator_name: str
    operator_email: str
    answered_within: int | None

    @cached_property
    def pages_linked(self):
        """The addresses of the site's own pages that the menus and the footer link to, of both levels."""
        links = [*self.parent_menu, *self.menu, *self.footer_links]
        links += [lower for link in links for lower in link.below]
        return tuple({link.url: link for link in links if link.is_internal})

    @classmethod
    def read(cls, site, request):
        """Return the parts of a site in the reader's language; `site` is None before one is set up."""
        menus = Menus(site, request)
        return cls(
            root=menus.root,
            root_url=localized_url(menus.root, request) if menus.root else "/",
            name=getattr(menus.root, "short_name", "") or (site.site_name if site else ""),  # a bare Page has none
            parent_name=menus.settings.parent_name,
            parent_menu=menus.links(menus.settings.parent_menu),
            menu=menus.main_menu,
            notice=str(RichText(menus.settings.notice)),
            notices=[notice for notice in map(Notice.of, menus.settings.notices.raw_data) if notice.is_for_reader],
            footer_links=menus.links(menus.settings.footer_links),
            footer_text=str(RichText(menus.settings.footer_text)),
            operator_name=menus.settings.operator_name,
            operator_email=menus.settings.operator_email,
            answered_within=menus.settings.answered_within,
        )


class Frame:
    """Header and footer as the page of a request shows them."""

    def __init__(self, request):
        self.path = request.path
        site = Site.find_for_request(request)
        key = ("frame", site and site.pk, get_language())
        self.is_preview = hasattr(request, "previewed_settings")
        self.parts = Parts.read(site, request) if self.is_preview else cached(key, lambda: Parts.read(site, request))
        self.now = clock.now()
        # For mme_site/delivery/lifetimes.py.
        request.changes_at = min(self.hours_ahead, default=None)

    @property
    def hours_ahead(self):
        """The moments at which what is shown at the top of the page changes."""
        hours = [hour for notice in self.parts.notices for hour in (notice.begins_at, notice.ends_at)]
        return [hour for hour in hours if hour and hour > self.now]

    @cached_property
    def notices(self):
        """What readers are told now; in a preview all that they will be told."""
        timed = [one.text for one in self.parts.notices if self.is_preview or one.is_shown(self.now)]
        return tuple([*filter(None, [self.parts.notice]), *timed])

    @cached_property
    def menu(self):
        return self.marked(self.parts.menu)

    @property
    def parent_menu(self):
        return self.marked(self.parts.parent_menu)

    @property
    def footer_links(self):
        return self.marked(self.parts.footer_links)

    def marked(self, links):
        """Return links of which those to the page that is shown, and to what is above it, are current."""
        return [
            replace(link, is_current=self.is_current(link), below=self.marked(link.below)) if link.is_internal else link
            for link in links
        ]

    @cached_property
    def current(self):
        """The addresses of the links that are marked."""
        return tuple(url for url in self.parts.pages_linked if self.is_at(url))

    def is_current(self, link):
        """Return True on the page of a link and everywhere below it; never for the overview."""
        return self.is_at(link.url)

    def is_at(self, url):
        return url != self.parts.root_url and self.path.startswith(url)


class Menus:
    """The menus of a site, as its settings hold them; links to pages that are not public are left out.

    They are read as they are stored: as blocks, each would load its pages by itself.
    """

    def __init__(self, site, request):
        self.site = site
        self.request = request

    @cached_property
    def settings(self):
        """The site's settings, or those that are being previewed; empty ones where none are saved."""
        if previewed := getattr(self.request, "previewed_settings", None):
            return previewed
        return SiteSettings.for_site(self.site) if self.site else SiteSettings()

    @cached_property
    def root(self):
        """The overview, in the reader's language where there is one."""
        if not self.site:
            return None
        return read_in(get_language(), (self.pages.get(self.site.root_page_id) or self.site.root_page).specific)

    @property
    def main_menu(self):
        """The main menu: what the settings say, else the pages that are marked for menus."""
        if self.settings.menu:
            return self.links(self.settings.menu)
        pages = SitePageQuerySet(Page).child_of(self.root).live().public().in_menu().localized() if self.root else []
        return [self.link_to(page) for page in in_readers_words(pages)]

    @cached_property
    def pages(self):
        """The public pages for the keys of the root and of the pages that the settings name, in one query."""
        chosen = {value.get("page") for value in self.chosen_links()} | {self.site and self.site.root_page_id}
        found = SitePageQuerySet(Page).filter(pk__in=chosen - {None}).live().public().localized()
        return {page.pk: page for page in in_readers_words(found)}

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
        url = localized_url(page, self.request)
        return Link(text or page.title, url, below=list(below), page=None if text else page, is_internal=True)


def below(value):
    """Return the stored links below an entry of the menu.

    Wagtail stores the items of a list with an id when a form saved them, and bare when
    code did (ListBlock._item_is_in_block_format).
    """
    return [item.get("value", item) for item in value.get("below", ())]
