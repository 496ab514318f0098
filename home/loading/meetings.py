"""Series, themes and meetings."""

from home.loading.facts import checked_fact, other_names_of, page_fields, sources_of
from home.loading.members import NAMES, names_of
from home.loading.publishing import PageRecord, add_page
from home.loading.reading import by_identifier, read_csv, read_list
from meetings.models import MeetingIndexPage, MeetingPage, MeetingSeries, ThemeIndexPage, ThemePage
from meetings.models.kinds import MeetingKind, MeetingStatus
from members.models import Member

TEXTS = ("city", "venue", "organisers", "participants", "motto")
THEME_FIELDS = {"slug", "title", "summary", "body", "sources"}
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
    *("other_names", "note", "confidence", "sources"),
}


def read_series(folder):
    """Return {slug: (row, series)}; the series are not saved."""
    rows = by_identifier(read_csv(folder, "series.csv", ["slug", *NAMES], ["slug"]))
    return {
        slug: (row, row.checked(MeetingSeries(slug=row.text("slug"), **names_of(row)))) for slug, row in rows.items()
    }


def read_themes(folder, texts):
    """Return {slug: PageRecord}."""
    rows, checked_on = read_list(folder, "themes.json", "themes", THEME_FIELDS)
    return {slug: PageRecord(row, theme_of(row, texts, checked_on)) for slug, row in rows.items()}


def theme_of(row, texts, checked_on):
    theme = row.checked_page(ThemePage(body=texts.body(row), **page_fields(row)))
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
        body=texts.body(row),
        **{name: row.text(name) for name in TEXTS},
        **page_fields(row),
        **checked_fact(row, checked_on),
    )
    row.checked_page(meeting, exclude=["series", "host"])
    meeting.other_names = other_names_of(row)
    meeting.sources = sources_of(row, checked_on)
    return meeting


def load_series(series, log):
    """Save the series that were never loaded."""
    for row, one in series.values():
        if not log.wants(row.key):
            continue
        if MeetingSeries.objects.filter(slug=one.slug).exists():
            log.refuse(row.key, f"there is a series {one.slug} already")
            continue
        one.save()
        log.record_created(row.key, one)


def load_themes(records, tree, log):
    """Publish the themes that were never loaded."""
    above = tree.list_page(ThemeIndexPage)
    for record in records.values():
        add_page(above, record, log)


def load_meetings(records, tree, log):
    """Publish the certain meetings that were never loaded, and keep the others as drafts."""
    above = tree.list_page(MeetingIndexPage)
    series = MeetingSeries.objects.in_bulk(field_name="slug")
    members = Member.objects.in_bulk(field_name="code")
    themes = tree.pages_of(ThemePage)
    for record in records.values():
        add_page(above, record, log, {"series": series, "host": members, "themes": themes})
