"""Series, themes and meetings."""

from home.loading.facts import checked_fact, other_names_of, page_fields, sources_of
from home.loading.members import NAMES, names_of
from home.loading.plain import PlainRecord
from home.loading.points import points_of
from home.loading.publishing import PageRecord, finish_page, load_pages
from home.loading.reading import by_identifier, read_csv, read_list
from meetings.models import (
    AgendaItem,
    AgendaPaper,
    Deadline,
    DocumentPage,
    MeetingIndexPage,
    MeetingPage,
    MeetingPoint,
    MeetingSeries,
    Place,
    ThemeIndexPage,
    ThemePage,
)
from meetings.models.kinds import MeetingKind, MeetingStatus
from members.models import Member

TEXTS = ("city", "venue", "online_url", "time_zone", "organisers", "participants", "motto")
AGENDA_FIELDS = {"number", "title", "date", "starts_at", "text", "papers"}
DEADLINE_FIELDS = {"id", "title", "date", "time"}
THEME_FIELDS = {"id", "slug", "theme", "title", "summary", "drawing", "body", "sources"}
MEETING_FIELDS = {
    *(
        "slug",
        "title",
        "summary",
        "kind",
        "series",
        "number",
        "status",
        "start_date",
        "end_date",
        "host",
        "themes",
        "body",
    ),
    *TEXTS,
    *("id", "checked_on", "start_time", "end_time", "agenda", "deadlines"),
    *(
        "not_stated",
        "other_names",
        "printed_titles",
        "note",
        "confidence",
        "announced",
        "sources",
        "addresses",
        "points",
    ),
}


def read_series(folder, catalogues):
    """Return {slug: PlainRecord}; the series are not saved."""
    rows = by_identifier(read_csv(folder, "series.csv", ["slug", *NAMES], ["slug"]))
    return {
        slug: PlainRecord.read(row, MeetingSeries(slug=row.text("slug"), **names_of(row)), catalogues)
        for slug, row in rows.items()
    }


def read_places(folder, catalogues):
    """Return {name: PlainRecord}; the places are not saved. Their names in other languages are in the catalogues."""
    rows = by_identifier(read_csv(folder, "places.csv", ["name_en"], ["name_en"]))
    return {name: PlainRecord.read(row, Place(name_en=row.text("name_en")), catalogues) for name, row in rows.items()}


def read_themes(folder, texts):
    """Return {slug: PageRecord}."""
    rows, checked_on = read_list(folder, "themes.json", "themes", THEME_FIELDS)
    for row in rows.values():
        row.named("theme", rows, "themes.json")
    return {slug: PageRecord(row, theme_of(row, texts, checked_on)) for slug, row in rows.items()}


def path_of(record):
    """Return the slugs of a theme below the list of themes: its own, or those of its theme and itself."""
    return [*filter(None, [record.row.text("theme")]), record.page.slug]


def theme_of(row, texts, checked_on):
    theme = ThemePage(body=texts.body(row), drawing=row.text("drawing"), **page_fields(row))
    row.checked_page(theme)
    theme.sources = sources_of(row, checked_on)
    return theme


def read_meetings(folder, texts, series, themes, members):
    """Return {slug: PageRecord}; the others are the identifiers that may be named."""
    rows, checked_on = read_list(folder, "meetings.json", "meetings", MEETING_FIELDS)
    return {
        slug: PageRecord(
            row,
            meeting_of(row, texts, checked_on),
            {
                "series": row.named("series", series, "series.csv"),
                "host": row.named("host", members, "members.csv"),
                "themes": row.all_named("themes", themes, "themes.json"),
            },
            [("points", points_of(row, MeetingPoint, themes, rows))],
        )
        for slug, row in rows.items()
    }


def meeting_of(row, texts, checked_on):
    start_date, precision = row.partial_date("start_date")
    end_date, _ = row.partial_date("end_date")
    meeting = MeetingPage(
        kind=row.choice("kind", MeetingKind.values),
        status=row.choice("status", MeetingStatus.values),
        number=row.get("number", None),
        start_date=start_date,
        end_date=end_date or start_date,
        date_precision=precision,
        start_time=row.time("start_time"),
        end_time=row.time("end_time"),
        body=texts.body(row),
        **{name: row.text(name) for name in TEXTS},
        not_stated=row.list("not_stated", str),
        **page_fields(row),
        **checked_fact(row, checked_on),
    )
    row.checked_page(meeting, exclude=["series", "host"])
    meeting.other_names = other_names_of(row)
    meeting.sources = sources_of(row, checked_on)
    agenda = enumerate(row.rows("agenda", AGENDA_FIELDS))
    meeting.agenda_items = [below.checked(item_of(below, place), exclude=["meeting"]) for place, below in agenda]
    deadlines = enumerate(row.rows("deadlines", DEADLINE_FIELDS))
    meeting.deadlines = [below.checked(deadline_of(below, place), exclude=["meeting"]) for place, below in deadlines]
    return meeting


def deadline_of(row, place):
    key = {"translation_key": row.uuid("id")} if row.get("id") else {}
    facts = {"title": row.text("title", required=True), "date": row.date("date"), "time": row.time("time")}
    return Deadline(sort_order=place, **facts, **key)


def item_of(row, place):
    texts = {name: row.text(name) for name in ("number", "title", "text")}
    return AgendaItem(sort_order=place, date=row.date("date"), starts_at=row.time("starts_at"), **texts)


def load_themes(records, tree, log):
    """Publish the themes, then the questions below them, that were never loaded."""
    themes = {slug: record for slug, record in records.items() if not record.row.get("theme")}
    questions = {slug: record for slug, record in records.items() if slug not in themes}
    above = tree.list_page(ThemeIndexPage)
    load_pages(ThemePage, themes, lambda record: above, tree, log, dict)
    placed = tree.pages_of(ThemePage)
    load_pages(ThemePage, questions, lambda record: placed.get(record.row.get("theme")), tree, log, dict)


def load_meetings(records, tree, log):
    """Publish the certain meetings that were never loaded, and keep the others as drafts."""
    above = tree.list_page(MeetingIndexPage)

    def lookups():
        return {
            "series": MeetingSeries.objects.in_bulk(field_name="slug"),
            "host": Member.objects.in_bulk(field_name="code"),
            "themes": tree.pages_of(ThemePage),
            "meeting": tree.pages_of(MeetingPage),
        }

    load_pages(MeetingPage, records, lambda record: above, tree, log, lookups)


def load_papers(records, tree, log):
    """Name the papers on the agendas of new meetings, once the documents are there as well."""
    for record in records.values():
        agenda = record.row.rows("agenda", AGENDA_FIELDS)
        if record.row.key in log.made and any(row.list("papers", str) for row in agenda):
            documents = tree.pages_of(DocumentPage)
            items = list(record.page.agenda_items.all())
            for item, row in zip(items, agenda, strict=True):
                papers = [documents[slug] for slug in row.list("papers", str) if slug in documents]
                item.papers = [AgendaPaper(sort_order=place, document=paper) for place, paper in enumerate(papers)]
            record.page.agenda_items = items
            finish_page(record)
