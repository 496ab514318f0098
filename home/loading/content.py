"""All content files, read and checked as a whole, then loaded in one transaction."""

from dataclasses import dataclass

from django.db import connection, transaction
from django.utils.functional import cached_property
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from home.loading.catalogues import Catalogue
from home.loading.documents import load_documents, read_documents
from home.loading.log import LoadLog
from home.loading.meetings import (
    load_meetings,
    load_papers,
    load_themes,
    path_of,
    read_meetings,
    read_places,
    read_series,
    read_themes,
)
from home.loading.members import load_members, read_bodies, read_members
from home.loading.pages import (
    IN_ORDER,
    OVERVIEW,
    address_of,
    check_links,
    finish_pages,
    place_pages,
    read_pages,
    tree_of,
)
from home.loading.plain import load_plain
from home.loading.rows import ContentRow
from home.loading.site import MENUS, load_languages, load_menus, load_site, read_settings
from home.loading.site import keys as keys_of_site
from home.loading.texts import Texts
from home.loading.updating import digest_of
from home.models import LoadedRecord
from meetings.models import DocumentPage, MeetingPage, ThemePage


@dataclass(frozen=True)
class Content:
    """Everything that the files hold, by identifier; nothing of it is saved yet."""

    bodies: dict
    members: dict
    series: dict
    places: dict
    themes: dict
    meetings: dict
    documents: dict
    pages: dict
    settings: ContentRow
    catalogues: list

    @classmethod
    def read(cls, folder, names_of_pages=IN_ORDER):
        """Read the files of a folder; those of pages by their names, what stands above another page first.

        Raises ContentError for the first row that is wrong.
        """
        texts = Texts.read(folder)
        catalogues = Catalogue.read_all(folder)
        bodies = read_bodies(folder, catalogues)
        members = read_members(folder, bodies, catalogues)
        series = read_series(folder, catalogues)
        places = read_places(folder, catalogues)
        themes = read_themes(folder, texts)
        meetings = read_meetings(folder, texts, series, themes, members)
        documents = read_documents(folder, texts, meetings, themes)
        known = {
            "bodies.csv": bodies,
            "series.csv": series,
            "meetings.json": meetings,
            "documents.json": documents,
        }
        pages = read_pages(folder, texts, known, names_of_pages)
        addresses = {
            *(address_of(record) for record in pages.values()),
            *("/".join([pages["current-focus"].page.slug, *path_of(record)]) for record in themes.values()),
            *(f"{pages['meetings'].page.slug}/{slug}" for slug in meetings),
            *(f"{pages['documents'].page.slug}/{slug}" for slug in documents),
        }
        check_links(pages, addresses)
        settings = read_settings(folder, addresses)
        return cls(bodies, members, series, places, themes, meetings, documents, pages, settings, catalogues)

    @property
    def keys(self):
        """What the site remembers the records by once they are loaded."""
        return {*(key for key, _digest in self.digests), *keys_of_site()}

    @cached_property
    def digests(self):
        """What tells whether a row has changed since it was loaded, as (key, digest)."""
        plain = [self.bodies, self.series, self.places]
        groups = [*plain, self.members, self.themes, self.meetings, self.documents, self.pages]
        records = [record for group in groups for record in group.values()]
        return [
            *((record.row.key, record.digest) for record in records),
            (MENUS, digest_of(self.settings.values)),
        ]

    def is_loaded(self, log):
        """Return True where every row was loaded as it is now."""
        return self.keys <= log.loaded.keys() and not any(log.is_outdated(key, digest) for key, digest in self.digests)


def loaded_pages(content):
    """Return the pages that were made of the files and are still where they were put, by the keys of their rows."""
    tree = tree_of(content.pages, LoadLog())
    if not tree.overview:
        return {}
    pages = {OVERVIEW: tree.overview} | {
        name: tree.page_at(address_of(record)) for name, record in content.pages.items() if name != OVERVIEW
    }
    groups = [(content.pages, {name: page and page.specific for name, page in pages.items()})]
    for records, page_type in (
        (content.themes, ThemePage),
        (content.meetings, MeetingPage),
        (content.documents, DocumentPage),
    ):
        groups.append((records, tree.pages_of(page_type)))
    return {
        record.row.key: pages[name] for records, pages in groups for name, record in records.items() if pages.get(name)
    }


def load(content):
    """Make what was never loaded and bring the rest up to date, all of it or nothing; return the log."""
    log = LoadLog()
    if content.is_loaded(log):
        log.left_alone.extend(sorted(content.keys))
        return log
    with transaction.atomic():
        wait_for_other_loads()
        log = LoadLog()
        # Making a page takes many saves, each of which would index what the page points to.
        with disable_reference_index_auto_update():
            make_missing(content, log)
        for instance in [*log.made.values(), *log.changed.values()]:
            if ReferenceIndex.is_indexed(type(instance)):
                ReferenceIndex.create_or_update_for_object(instance)
    return log


def make_missing(content, log):
    """Make the records in the order in which they need each other."""
    load_languages(log)
    load_plain(content.bodies, log, "body", "code")
    load_members(content.members, log)
    load_plain(content.series, log, "series", "slug")
    load_plain(content.places, log, "place", "name_en")
    tree, placed = place_pages(content.pages, log)
    load_themes(content.themes, tree, log)
    load_meetings(content.meetings, tree, log)
    load_documents(content.documents, tree, log)
    load_papers(content.meetings, tree, log)
    finish_pages(content.pages, placed, tree, log)
    load_site(content.settings, tree.overview, log)
    load_menus(content.settings, tree, log)


def wait_for_other_loads():
    """Hold back another process that loads at the same time; on SQLite every transaction does that."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(LoadedRecord._meta.db_table)
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
