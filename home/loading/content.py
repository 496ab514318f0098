"""All content files, read and checked as a whole, then loaded in one transaction."""

from dataclasses import dataclass

from django.db import connection, transaction
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from home.loading.documents import load_documents, read_documents
from home.loading.ledger import Ledger
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
from home.loading.rows import Row
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
    settings: Row

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
    """Make what was never loaded, all of it or nothing; return the ledger."""
    ledger = Ledger()
    if content.keys <= ledger.loaded:
        ledger.left_alone.extend(sorted(content.keys))
        return ledger
    with transaction.atomic():
        wait_for_other_loads()
        ledger = Ledger()
        # Making a page takes many saves, each of which would index what the page points to.
        with disable_reference_index_auto_update():
            make_missing(content, ledger)
        for instance in ledger.made.values():
            if ReferenceIndex.is_indexed(type(instance)):
                ReferenceIndex.create_or_update_for_object(instance)
    return ledger


def make_missing(content, ledger):
    """Make the records in the order in which they need each other."""
    load_languages(ledger)
    load_bodies(content.bodies, ledger)
    load_members(content.members, ledger)
    load_series(content.series, ledger)
    tree, placed = place_pages(content.pages, ledger)
    load_themes(content.themes, tree, ledger)
    load_meetings(content.meetings, tree, ledger)
    load_documents(content.documents, tree, ledger)
    finish_pages(placed, tree, ledger)
    load_site(content.settings, tree.overview, ledger)
    load_menus(content.settings, tree, ledger)


def wait_for_other_loads():
    """Hold back another process that loads at the same time; on SQLite every transaction does that."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(LoadedRecord._meta.db_table)
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
