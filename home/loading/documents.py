"""Documents, with the languages and addresses in which they are known."""

from home.loading.facts import checked_fact, other_names_of, page_fields, sources_of
from home.loading.publishing import PageRecord, add_page
from home.loading.reading import read_list
from meetings.models import DocumentFile, DocumentIndexPage, DocumentPage, DocumentRelation, MeetingPage, ThemePage
from meetings.models.kinds import DateKind, DocumentKind, RelationKind
from mme_site.core.languages import DOCUMENT_LANGUAGES

TEXTS = ("symbol", "place", "body_responsible")
DOCUMENT_FIELDS = {
    *("slug", "title", "summary", "kind", "date", "date_kind", "meeting", "discussed_at", "themes"),
    *("follows", "files", "body"),
    *TEXTS,
    *("other_names", "note", "confidence", "sources"),
}
FILE_FIELDS = {"language", "url", "pages"}


def read_documents(folder, texts, meetings, themes):
    """Return {slug: PageRecord}; the others are the identifiers that may be named."""
    rows, checked_on = read_list(folder, "documents.json", "documents", DOCUMENT_FIELDS)
    slugs = list(rows)
    return {
        slug: PageRecord(
            row,
            document_of(row, texts, checked_on),
            {
                "relations": row.all_named("follows", slugs[: slugs.index(slug)], "documents.json, before it"),
                "meeting": row.named("meeting", meetings, "meetings.json"),
                "discussed_at": row.all_named("discussed_at", meetings, "meetings.json"),
                "themes": row.all_named("themes", themes, "themes.json"),
            },
        )
        for slug, row in rows.items()
    }


def document_of(row, texts, checked_on):
    date, precision = row.partial_date("date")
    document = DocumentPage(
        kind=row.choice("kind", DocumentKind.values),
        date=date,
        date_precision=precision,
        date_kind=row.choice("date_kind", DateKind.values),
        body=texts.body(row),
        **{name: row.text(name) for name in TEXTS},
        **page_fields(row),
        **checked_fact(row, checked_on),
    )
    row.checked_page(document, exclude=["meeting"])
    document.other_names = other_names_of(row)
    document.sources = sources_of(row, checked_on)
    document.files = [file_of(below, place) for place, below in enumerate(row.rows("files", FILE_FIELDS))]
    return document


def file_of(row, place):
    """Return a language in which the document is known; its address was never opened, so it has no date."""
    version = DocumentFile(
        sort_order=place,
        language=row.choice("language", dict(DOCUMENT_LANGUAGES)),
        url=row.text("url"),
        pages=row.get("pages", None),
    )
    return row.checked(version, exclude=["document", "file"])


def load_documents(records, tree, log):
    """Publish the certain documents that were never loaded, and keep the others as drafts."""
    above = tree.list_page(DocumentIndexPage)
    meetings = tree.pages_of(MeetingPage)
    lookups = {"meeting": meetings, "discussed_at": meetings, "themes": tree.pages_of(ThemePage)}
    for record in records.values():
        lookups["relations"] = relations_to(record.links["relations"], tree)
        add_page(above, record, log, lookups)


def relations_to(slugs, tree):
    """Return, for each of these earlier documents that is there, the relation that a new one has to it."""
    documents = tree.pages_of(DocumentPage) if slugs else {}
    return {
        slug: DocumentRelation(kind=RelationKind.FOLLOWS, target=documents[slug]) for slug in slugs if slug in documents
    }
