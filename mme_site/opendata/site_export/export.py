"""Walks through the site and writes it down: a page at a time, so that its memory does not grow with their number."""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urldefrag

from django.conf import settings
from django.utils.translation import get_language_from_path
from wagtail.models import Page, Site

from mme_site.caching.content_cache import use_content_cache
from mme_site.core.querysets import SitePageQuerySet
from mme_site.opendata.package.build import ARCHIVE, SUMS, bring_package_up_to_date, files_of_package
from mme_site.opendata.site_export.addresses import Addresses
from mme_site.opendata.site_export.client import SiteClient
from mme_site.opendata.site_export.pages import (
    ON_THE_WEB,
    own_address,
    urls_in,
    urls_in_css,
    with_links,
    with_links_for_filters,
    with_parts_of_pictures,
)
from mme_site.opendata.site_export.places import file_for, is_wanted, relative
from mme_site.opendata.site_export.search import SearchIndex, search_folder, with_offline_search
from mme_site.pages.representations import representations_of

HTML = "text/html"


@dataclass
class Report:
    """What an export has written and left out, and what is wrong with it."""

    pages: int = 0
    files: int = 0
    left_out: int = 0  # addresses that are no part of it
    failed: list[tuple[str, int]] = field(default_factory=list)  # addresses where nothing is, each with its status
    broken: list[str] = field(default_factory=list)  # links from file to file that lead nowhere


class Export:
    """One export of a site into a folder."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.site, self.folder = site, folder
        self.client = SiteClient(site)
        self.addresses = Addresses()
        self.searches = {code: SearchIndex(self.folder / search_folder(code)) for code, _name in settings.LANGUAGES}

    def run(self) -> Report:
        """Write everything, then let the links lead from file to file, then check each of them."""
        self.copy_package()
        with use_content_cache():  # which asks once what is private, and not of each page
            self.addresses.add(self.first_addresses())
        for address in self.addresses.waiting():
            self.addresses.add(self.take(address))
        for address, file in self.addresses.pages():
            self.finish(address, file)
        for index in self.searches.values():
            index.close()
        pages, files, left_out = self.addresses.counts()
        report = Report(pages, files, left_out, self.addresses.failed(), list(self.broken_links()))
        self.addresses.close()
        return report

    def copy_package(self) -> None:
        """Put the data package where its addresses are."""
        made = bring_package_up_to_date()
        for file in [ARCHIVE, SUMS, *(name for name, _size, _checksum in files_of_package())]:
            name = f"data/package/{file}"
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(made / file, self.folder / name)
            self.addresses.write(f"/{name}", name)

    def first_addresses(self) -> Iterator[str]:
        """Yield every public page in every language, its forms, and the data."""
        languages = ["" if code == settings.LANGUAGE_CODE else f"/{code}" for code, _name in settings.LANGUAGES]
        pages = SitePageQuerySet(Page).at_or_below(self.site.root_page).live().public()
        for page in pages.order_by("path").specific().iterator():
            path = page.get_url_parts()[2]
            for prefix in languages:
                yield f"{prefix}{path}"
                forms = [one for one in representations_of(page) if not one.media_type.startswith("image/")]
                yield from (f"{prefix}{path}{one.filename}" for one in forms)
        yield from (f"{prefix}/{path}/" for prefix in languages for path in ("data", "search"))
        yield from ("/sitemap.xml", "/llms.txt", "/robots.txt")

    def take(self, address: str) -> Iterable[str]:
        """Write what stands at an address; return the addresses that it leads to."""
        if not is_wanted(address):
            self.addresses.leave_out(address)
            return []
        answer = self.client.get(address)
        if answer.status in (301, 302):
            target = own_address(answer.headers["location"], address, self.client.base)
            if target:
                self.addresses.lead_on(address, target[0])
            return [target[0]] if target else []
        if answer.status != 200:
            self.addresses.leave_out(address, answer.status)
            return []
        file = file_for(address, answer.media_type)
        content, urls = answer.content, ()
        if answer.media_type == HTML:
            html = with_links_for_filters(content.decode(), self.language_of(address))
            content, urls = html.encode(), urls_in(html)
        elif answer.media_type == "text/css":
            urls = urls_in_css(content.decode())
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.addresses.write(address, file, is_page=answer.media_type == HTML)
        return [found[0] for url in urls if (found := own_address(url, address, self.client.base))]

    def finish(self, address: str, file: str) -> None:
        """Write a page again with its links from file to file; what is not part of the export leads to the web."""
        path = self.folder / file
        html = path.read_text(encoding="utf-8")
        language = self.language_of(address)
        if "?" not in address and not self.is_search(address):
            self.searches[language].add(html, file)

        def to(url: str) -> str:
            if url.startswith("#"):
                return url
            if url == ON_THE_WEB:
                return f"{self.client.base}{address.partition('?')[0]}"
            found = own_address(url, address, self.client.base)
            if found is None:
                return url
            target, fragment = self.addresses.followed(found[0]), found[1]
            if self.is_search(target):
                target = target.partition("?")[0]
            if written := self.addresses.file_of(target):
                return relative(written, file, fragment)
            return f"{self.client.base}{target}" + (f"#{fragment}" if fragment else "")

        html = with_parts_of_pictures(with_links(html, to), lambda url: (path.parent / url).read_text(encoding="utf-8"))
        if self.is_search(address):
            html = with_offline_search(html, language, relative("index.html", file).removesuffix("index.html"))
        path.write_text(html, encoding="utf-8")

    @staticmethod
    def language_of(address: str) -> str:
        return get_language_from_path(address) or settings.LANGUAGE_CODE

    @staticmethod
    def is_search(address: str) -> bool:
        return address.partition("?")[0] in {"/search/", *(f"/{code}/search/" for code, _name in settings.LANGUAGES)}

    def broken_links(self) -> Iterator[str]:
        """Yield each link from a file to one that is not there."""
        for _address, file in self.addresses.pages():
            path = self.folder / file
            for url in urls_in(path.read_text(encoding="utf-8")):
                target = unquote(urldefrag(url)[0])
                if target and ":" not in target and not (path.parent / target).is_file():
                    yield f"{file}: {url}"
