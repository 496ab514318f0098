"""Documents, with the languages and addresses in which they are known."""

from home.loading.facts import checked_fact, other_names_of, page_fields, sources_of
from home.loading.points import points_of
from home.loading.publishing import PageRecord, load_pages
from home.loading.reading import read_list
from meetings.models import (
    DocumentFile,
    DocumentIndexPage,
    DocumentPage,
    DocumentRelation,
    KeyPoint,
    MeetingPage,
    ThemePage,
)
from meetings.models.kinds import AddressKind, DateKind, DocumentKind, RelationKind
from mme_site.core.languages import DOCUMENT_LANGUAGES

TEXTS = ("symbol", "place", "body_responsible", "adopters", "follow_up")
DOCUMENT_FIELDS = {
    *("slug", "title", "summary", "kind", "date", "date_kind", "meeting", "discussed_at", "themes"),
    *(
        "id",
        "announced",
        "checked_on",
        "follows",
        "carries_out",
        "supersedes",
        "corrects",
        "files",
        "not_found",
        "body",
    ),
    *TEXTS,
    *("not_stated", "other_names", "printed_titles", "note", "confidence", "sources", "points"),
}
FILE_FIELDS = {"language", "url", "pages", "publisher", "official", "holds", "checked_on"}


def read_documents(folder, texts, meetings, themes):
    """Return {slug: PageRecord}; the others are the identifiers that may be named."""
    rows, checked_on = read_list(folder, "documents.json", "documents", DOCUMENT_FIELDS)
    slugs = list(rows)
    return {
        slug: PageRecord(
            row,
            document_of(row, texts, checked_on),
            {
                "relations": [
                    *((RelationKind.FOLLOWS, earlier) for earlier in row.all_named(*earlier_than(slug, slugs))),
                    *(
                        (kind, earlier)
                        for kind in (RelationKind.CARRIES_OUT, RelationKind.SUPERSEDES, RelationKind.CORRECTS)
                        for earlier in row.all_named(kind.name.lower(), slugs, "documents.json")
                    ),
                ],
                "meeting": row.named("meeting", meetings, "meetings.json"),
                "discussed_at": row.all_named("discussed_at", meetings, "meetings.json"),
                "themes": row.all_named("themes", themes, "themes.json"),
            },
            [("key_points", points_of(row, KeyPoint, themes))],
        )
        for slug, row in rows.items()
    }


def earlier_than(slug, slugs):
    return "follows", slugs[: slugs.index(slug)], "documents.json, before it"


class EarlierDocuments(dict):
    """Documents by their slugs; asked for a kind of relation and a slug, it returns a new relation to the document."""

    def __contains__(self, key):
        return super().__contains__(key[1])

    def __getitem__(self, key):
        kind, slug = key
        return DocumentRelation(kind=kind, target=super().__getitem__(slug))


def document_of(row, texts, checked_on):
    date, precision = row.partial_date("date")
    document = DocumentPage(
        kind=row.choice("kind", DocumentKind.values),
        date=date,
        date_precision=precision,
        date_kind=row.choice("date_kind", DateKind.values),
        is_not_found=row.flag("not_found"),
        body=texts.body(row),
        **{name: row.text(name) for name in TEXTS},
        not_stated=row.list("not_stated", str),
        **page_fields(row),
        **checked_fact(row, checked_on),
    )
    row.checked_page(document, exclude=["meeting"])
    document.other_names = other_names_of(row)
    document.sources = sources_of(row, checked_on)
    document.files = [file_of(below, place) for place, below in enumerate(row.rows("files", FILE_FIELDS))]
    return document


def file_of(row, place):
    """Return a language in which the document is known, and when its address was opened, if it was."""
    version = DocumentFile(
        sort_order=place,
        language=row.choice("language", dict(DOCUMENT_LANGUAGES)),
        url=row.text("url"),
        publisher=row.text("publisher"),
        is_official=row.flag("official"),
        holds=row.choice("holds", AddressKind.values, default=AddressKind.TEXT),
        pages=row.get("pages", None),
        checked_on=row.date("checked_on"),
    )
    return row.checked(version, exclude=["document", "file"])


def load_documents(records, tree, log):
    """Publish the certain documents that were never loaded, and keep the others as drafts."""
    above = tree.list_page(DocumentIndexPage)

    def lookups():
        meetings = tree.pages_of(MeetingPage)
        return {
            "meeting": meetings,
            "discussed_at": meetings,
            "themes": tree.pages_of(ThemePage),
            "relations": EarlierDocuments(tree.pages_of(DocumentPage)),
        }

    load_pages(DocumentPage, records, lambda record: above, tree, log, lookups)
