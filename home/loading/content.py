"""All content files, read and checked as a whole, then loaded in one transaction."""

from dataclasses import dataclass

from django.db import connection, transaction
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from home.loading.documents import load_documents, read_documents
from home.loading.log import LoadLog
from home.loading.meetings import (
    load_meetings,
    load_series,
    load_themes,
    read_meetings,
    read_series,
    read_themes,
)
from home.loading.members import load_bodies, load_members, read_bodies, read_members
from home.loading.pages import address_of, check_links, finish_pages, place_pages, read_pages
from home.loading.rows import ContentRow
from home.loading.site import keys as keys_of_site
from home.loading.site import load_languages, load_menus, load_site, read_settings
from home.loading.texts import Texts
from home.models import LoadedRecord


@dataclass(frozen=True)
class Content:
    """Everything that the files hold, by identifier; nothing of it is saved yet."""

    bodies: dict
    members: dict
    series: dict
    themes: dict
    meetings: dict
    documents: dict
    pages: dict
    settings: ContentRow

    @classmethod
    def read(cls, folder):
        """Read the files of a folder.

        Raises ContentError for the first row that is wrong.
        """
        texts = Texts.read(folder)
        bodies = read_bodies(folder)
        members = read_members(folder, bodies)
        series = read_series(folder)
        themes = read_themes(folder, texts)
        meetings = read_meetings(folder, texts, series, themes, members)
        documents = read_documents(folder, texts, meetings, themes)
        known = {
            "bodies.csv": bodies,
            "series.csv": series,
            "meetings.json": meetings,
            "documents.json": documents,
        }
        pages = read_pages(folder, texts, known)
        addresses = {
            *(address_of(record) for record in pages.values()),
            *(f"{pages['current-focus'].page.slug}/{slug}" for slug in themes),
            *(f"{pages['meetings'].page.slug}/{slug}" for slug in meetings),
            *(f"{pages['documents'].page.slug}/{slug}" for slug in documents),
        }
        check_links(pages, addresses)
        settings = read_settings(folder, addresses)
        return cls(bodies, members, series, themes, meetings, documents, pages, settings)

    @property
    def keys(self):
        """What the site remembers the records by once they are loaded."""
        pairs = [row for records in (self.bodies, self.series) for row, _ in records.values()]
        records = [self.members, self.themes, self.meetings, self.documents, self.pages]
        rows = pairs + [record.row for group in records for record in group.values()]
        return {*(row.key for row in rows), *keys_of_site()}


def load(content):
    """Make what was never loaded, all of it or nothing; return the log."""
    log = LoadLog()
    if content.keys <= log.loaded:
        log.left_alone.extend(sorted(content.keys))
        return log
    with transaction.atomic():
        wait_for_other_loads()
        log = LoadLog()
        # Making a page takes many saves, each of which would index what the page points to.
        with disable_reference_index_auto_update():
            make_missing(content, log)
        for instance in log.made.values():
            if ReferenceIndex.is_indexed(type(instance)):
                ReferenceIndex.create_or_update_for_object(instance)
    return log


def make_missing(content, log):
    """Make the records in the order in which they need each other."""
    load_languages(log)
    load_bodies(content.bodies, log)
    load_members(content.members, log)
    load_series(content.series, log)
    tree, placed = place_pages(content.pages, log)
    load_themes(content.themes, tree, log)
    load_meetings(content.meetings, tree, log)
    load_documents(content.documents, tree, log)
    finish_pages(placed, tree, log)
    load_site(content.settings, tree.overview, log)
    load_menus(content.settings, tree, log)


def wait_for_other_loads():
    """Hold back another process that loads at the same time; on SQLite every transaction does that."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(LoadedRecord._meta.db_table)
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
