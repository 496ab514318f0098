"""What a row means that is about a meeting, an item of its agenda or a source."""

from django.utils.translation import gettext_lazy as _

from meetings.bulk.columns import (
    CHECKED,
    DOCUMENTS,
    HOST,
    KEY,
    OTHER_NAMES,
    SERIES,
    SOURCES,
    SUMMARY,
    THEMES_COLUMN,
    FirstDay,
    LastDay,
    Papers,
)
from meetings.models import MeetingIndexPage, MeetingPage
from meetings.models.agenda import AgendaItem
from meetings.models.kinds import MeetingKind, MeetingStatus
from mme_site.editorial.import_export.columns import Choice, Column, Day, Number, Reference, Time
from mme_site.editorial.import_export.pages import PageKind
from mme_site.editorial.import_export.sheets import LineSheet, Sheet


class ImportedMeetings(PageKind):
    """Meetings, with their agenda and sources. Texts with a layout are left out (decision 19)."""

    name, label, icon, order = "meetings", _("Meetings"), "calendar-alt", 20
    model, place_model = MeetingPage, MeetingIndexPage
    related = ("themes", "other_names", "agenda_items__papers__document")
    read_with = ("host", "series")
    main = Sheet(
        _("Meetings"),
        [
            KEY,
            Column("title", _("Title"), width=48),
            Choice("kind", _("Kind"), MeetingKind.choices),
            Choice("status", _("Status"), MeetingStatus.choices, default=MeetingStatus.PLANNED),
            FirstDay("start_date", _("First day"), "date_precision"),
            LastDay("end_date", _("Last day"), "date_precision"),
            Time("start_time", _("Begins at")),
            Time("end_time", _("Ends at")),
            Column("time_zone", _("Time zone")),
            Column("city", _("City")),
            HOST,
            Column("venue", _("Venue")),
            Column("online_url", _("Online link")),
            Reference("series", _("Series"), SERIES),
            Number("number", _("Number in the series")),
            Column("motto", _("Motto"), width=36),
            Column("organisers", _("Organisers"), width=36),
            Column("participants", _("Participants"), width=36),
            SUMMARY,
            THEMES_COLUMN,
            OTHER_NAMES,
            *CHECKED,
        ],
    )
    lines = (
        LineSheet(
            _("Agenda"),
            [
                KEY,
                Column("number", _("Number"), width=10),
                Column("title", _("Title"), width=48),
                Day("date", _("Day")),
                Time("starts_at", _("Begins at")),
                Papers("papers", _("Papers"), DOCUMENTS),
            ],
            accessor="agenda_items",
            model=AgendaItem,
            identity=("number", "title"),
        ),
        SOURCES,
    )
