"""The overview, the lists, and the pages of text: a file each."""

from wagtail.models import Page

from home.loading.facts import page_fields, sources_of
from home.loading.publishing import PageRecord, can_be_added, finish_page, place_page, set_links
from home.loading.reading import read_json
from home.loading.texts import addresses_in, resolve_links
from home.loading.tree import Tree
from home.loading.updating import facts_of, update
from home.models import KeyDocument, PartnershipPage, StandardPage
from meetings.models import (
    DocumentIndexPage,
    DocumentPage,
    MeetingIndexPage,
    MeetingPage,
    MeetingSeries,
    ThemeIndexPage,
)
from members.models import Body, MemberIndexPage

OVERVIEW = "overview"
IN_ORDER = (  # of the menu; what stands above another page comes first
    *(OVERVIEW, "current-focus", "meetings", "documents", "members"),
    *("about", "contact", "glossary", "the-source-page", "accessibility", "privacy"),
)
TYPES = {
    "overview": PartnershipPage,
    "theme list": ThemeIndexPage,
    "meeting list": MeetingIndexPage,
    "document list": DocumentIndexPage,
    "member list": MemberIndexPage,
    "text": StandardPage,
}
BODIES = {  # the fields that hold a body of text, where it is not one called body
    PartnershipPage: ["outline", "objectives", "secretariat", "observers", "partners", "contact"],
    MemberIndexPage: ["readings", "source_note"],
}
LINKS = {  # the fields that name records of other files
    PartnershipPage: {
        "founding_meeting": "meetings.json",
        "own_series": "series.csv",
        "related_series": "series.csv",
        "key_documents": "documents.json",
    },
    MemberIndexPage: {"bodies": "bodies.csv"},
}
ONLY_THE_OVERVIEW = ["short_name", "tagline", "standing", "established_on", "not_stated"]
EVERY_PAGE = ["id", "type", "parent", "title", "slug", "summary", "in_menus", "sources"]


def read_pages(folder, texts, known, names):
    """Return {name: PageRecord}; `known` are the identifiers that may be named, by file."""
    return {name: record_of(read_json(folder, f"pages/{name}.json"), texts, known) for name in names}


def record_of(row, texts, known):
    page_type = TYPES[row.choice("type", TYPES)]
    bodies, links = BODIES.get(page_type, ["body"]), LINKS.get(page_type, {})
    row.allow([*EVERY_PAGE, *bodies, *links, *(ONLY_THE_OVERVIEW if page_type is PartnershipPage else ())])
    page = page_type(show_in_menus=row.flag("in_menus"), **page_fields(row))
    for name in bodies:
        setattr(page, name, texts.body(row, name, may_link=True))
    if page_type is PartnershipPage:
        page.not_stated = row.list("not_stated", str)
        page.short_name = row.text("short_name", required=True)
        page.tagline, page.standing = row.text("tagline"), row.text("standing")
        page.established_on, page.established_precision = row.partial_date("established_on")
    row.checked_page(page)
    page.sources = sources_of(row)
    return PageRecord(row, page, {name: named(row, name, known[file], file) for name, file in links.items()})


def named(row, name, known, file):
    """Return the one identifier, or the list of them, that a field holds."""
    if name == "founding_meeting":
        return row.named(name, known, file)
    return row.all_named(name, known, file)


def check_links(records, addresses):
    """Raise ContentError for a link to a page that none of the files makes; `addresses` are below the overview."""
    for record in records.values():
        for name in bodies_of(record.page):
            for address in addresses_in(getattr(record.page, name).raw_data):
                if address not in addresses:
                    raise record.row.error(name, f"there is no page {address!r}")


def address_of(record):
    parent = record.row.text("parent")
    return f"{parent}/{record.page.slug}" if parent else record.page.slug


def bodies_of(page):
    """Return the fields of a page that hold a body of text."""
    return BODIES.get(type(page), ["body"])


def place_pages(records, log):
    """Make the pages that were never loaded, still unpublished; return (the tree, those pages).

    They are finished last, because their texts link to what is made below them.
    """
    placed = []
    for name, record in records.items():
        tree = tree_of(records, log)
        if not log.is_new(record.row.key):
            continue
        above = Page.get_first_root_node() if name == OVERVIEW else above_in(tree, record)
        if can_be_added(above, record, log):
            place_page(above, record)
            log.record_created(record.row.key, record.page)
            placed.append(record)
    return tree_of(records, log), placed


def tree_of(records, log):
    """Return the tree below the overview, without one where it was not made."""
    overview = records[OVERVIEW]
    return Tree.of_loaded_overview(overview.page.slug, log.has(overview.row.key))


def above_in(tree, record):
    parent = record.row.text("parent")
    return tree.page_at(parent) if parent else tree.overview


def finish_pages(records, placed, tree, log):
    """Give new pages their links and publish them, and bring the others up to date."""
    outdated = [record for record in records.values() if log.is_outdated(record.row.key, record.digest)]
    if not (placed or outdated):
        return
    lookups = {
        "founding_meeting": tree.pages_of(MeetingPage),
        "own_series": (series := MeetingSeries.objects.in_bulk(field_name="slug")),
        "related_series": series,
        "key_documents": {
            slug: KeyDocument(document=document) for slug, document in tree.pages_of(DocumentPage).items()
        },
        "bodies": Body.objects.in_bulk(field_name="code"),
    }
    for record in [*placed, *outdated]:
        page = record.page
        for name in bodies_of(page):
            setattr(page, name, resolve_links(getattr(page, name).raw_data, tree.page_at))
        set_links(record, lookups, log)
    for record in placed:
        record.page.refresh_from_db(fields=["numchild"])  # pages were made below it meanwhile
        finish_page(record)
        log.remember(record.row.key, record.digest, facts_of(record.page))
    for record in outdated:
        address = address_of(record)
        stored = tree.overview if record is records[OVERVIEW] else tree.page_at(address)
        if stored and isinstance(stored.specific, type(record.page)):
            update(stored.specific, record, log)
