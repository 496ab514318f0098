"""What the files say in the same words of many pages: titles, sources, other names, how sure a fact is."""

from mme_site.core.languages import DOCUMENT_LANGUAGES
from mme_site.core.sources import Confidence, OtherName, Source

SOURCE_FIELDS = {"title", "url", "says", "disagrees", "checked_on", "unread"}
ADDRESS_FIELDS = {"title", "url"}
TITLE_FIELDS = {"language", "title", "official"}


def page_fields(row):
    """Return what every page has; what comes from another site stays the same by its id."""
    return {
        **({"translation_key": row.uuid("id")} if row.get("id") else {}),
        "title": row.text("title", required=True),
        "slug": row.text("slug", required=True),
        "summary": row.text("summary"),
    }


def checked_fact(row, checked_on):
    """Return how sure a page is; what is inferred was not checked on any day."""
    confidence = row.choice("confidence", Confidence.values)
    return {
        "confidence": confidence,
        "checked_on": row.date("checked_on") or (checked_on if confidence == Confidence.HIGH else None),
        "note": row.text("note"),
    }


def sources_of(row, checked_on=None):
    """Return the sources of a page, in the order of the file, then further addresses of it.

    `checked_on` is the day of those that name none; `unread` ones, and addresses, were not read on any day.
    """
    sources = []
    for place, below in enumerate(row.rows("sources", SOURCE_FIELDS)):
        source = Source(
            sort_order=place,
            title=below.text("title", required=not below.get("url")),
            url=below.text("url"),
            says=below.text("says"),
            disagrees=below.flag("disagrees"),
            checked_on=None if below.flag("unread") else below.date("checked_on") or checked_on,
        )
        sources.append(below.checked(source, exclude=["page"]))
    for place, below in enumerate(row.rows("addresses", ADDRESS_FIELDS), start=len(sources)):
        source = Source(sort_order=place, title=below.text("title"), url=below.text("url", required=True))
        sources.append(below.checked(source, exclude=["page"]))
    return sources


def other_names_of(row):
    """Return the other names of a page, then its titles as they were printed in other languages."""
    printed = [
        {
            "name": below.text("title", required=True),
            "language": below.choice("language", dict(DOCUMENT_LANGUAGES)),
            "is_official": below.flag("official"),
        }
        for below in row.rows("printed_titles", TITLE_FIELDS)
    ]
    names = [{"name": name} for name in row.list("other_names", str)]
    return [
        row.checked(OtherName(sort_order=place, **values), exclude=["page"])
        for place, values in enumerate([*names, *printed])
    ]
