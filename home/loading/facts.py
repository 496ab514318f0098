"""What the files say in the same words of many pages: titles, sources, other names, how sure a fact is."""

from mme_site.core.sources import Confidence, OtherName, Source

SOURCE_FIELDS = {"title", "url", "says", "disagrees", "checked_on"}


def page_fields(row):
    """Return what every page has."""
    return {
        "title": row.text("title", required=True),
        "slug": row.text("slug", required=True),
        "summary": row.text("summary"),
    }


def checked_fact(row, checked_on):
    """Return how sure a page is; what is inferred was not checked on any day."""
    confidence = row.choice("confidence", Confidence.values)
    return {
        "confidence": confidence,
        "checked_on": checked_on if confidence == Confidence.HIGH else None,
        "note": row.text("note"),
    }


def sources_of(row, checked_on=None):
    """Return the sources of a page, in the order of the file; `checked_on` is the day of those that name none."""
    sources = []
    for place, below in enumerate(row.rows("sources", SOURCE_FIELDS)):
        source = Source(
            sort_order=place,
            title=below.text("title", required=not below.get("url")),
            url=below.text("url"),
            says=below.text("says"),
            disagrees=below.flag("disagrees"),
            checked_on=below.date("checked_on") or checked_on,
        )
        sources.append(below.checked(source, exclude=["page"]))
    return sources


def other_names_of(row):
    """Return the other names of a page, in the order of the file."""
    return [
        row.checked(OtherName(sort_order=place, name=name), exclude=["page"])
        for place, name in enumerate(row.list("other_names", str))
    ]
