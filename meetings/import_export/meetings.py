"""What a row means that is about a meeting, an item of its agenda or a source."""

from django.utils.translation import gettext_lazy as _

from meetings.import_export.columns import (
    CHECKED,
    DOCUMENTS,
    HOST,
    KEY,
    MEETINGS,
    OTHER_NAMES,
    POINT,
    POINT_SOURCE,
    SERIES,
    SOURCES,
    SUMMARY,
    THEMES_COLUMN,
    FirstDayColumn,
    LastDayColumn,
    PapersColumn,
)
from meetings.models import MeetingIndexPage, MeetingPage
from meetings.models.agenda import AgendaItem
from meetings.models.deadline import Deadline
from meetings.models.kind import meeting_kinds
from meetings.models.kinds import MeetingStatus, PointSubject
from meetings.models.point import MeetingPoint
from mme_site.editorial.import_export.columns import (
    ChoiceColumn,
    Column,
    DayColumn,
    NumberColumn,
    ReferenceColumn,
    TimeColumn,
)
from mme_site.editorial.import_export.page_resource import PageResource
from mme_site.editorial.import_export.sheets import InlineSheet, Sheet


class MeetingResource(PageResource):
    """Meetings, with their deadlines, agenda and sources. Texts with a layout are left out (decision 19)."""

    name, label, icon, order = "meetings", _("Meetings"), "calendar-alt", 20
    model, place_model = MeetingPage, MeetingIndexPage
    related = (
        "themes",
        "other_names",
        "points__themes",
        "points__led_to",
        "deadlines",
        "agenda_items__papers__document",
    )
    read_with = ("host", "series")
    main = Sheet(
        _("Meetings"),
        [
            KEY,
            Column("title", _("Title"), width=48),
            ChoiceColumn("kind", _("Kind"), meeting_kinds),
            ChoiceColumn("status", _("Status"), MeetingStatus.choices, default=MeetingStatus.PLANNED),
            FirstDayColumn("start_date", _("First day"), "date_precision"),
            LastDayColumn("end_date", _("Last day"), "date_precision"),
            TimeColumn("start_time", _("Begins at")),
            TimeColumn("end_time", _("Ends at")),
            Column("time_zone", _("Time zone")),
            Column("city", _("City")),
            HOST,
            Column("venue", _("Venue")),
            Column("online_url", _("Online link")),
            ReferenceColumn("series", _("Series"), SERIES),
            NumberColumn("number", _("Number in the series")),
            Column("motto", _("Motto"), width=36),
            Column("organisers", _("Organisers"), width=36),
            Column("participants", _("Participants"), width=36),
            SUMMARY,
            THEMES_COLUMN,
            OTHER_NAMES,
            *CHECKED,
        ],
    )
    inline_sheets = (
        InlineSheet(
            _("Points"),
            [
                KEY,
                ChoiceColumn("about", _("About"), PointSubject.choices, default=PointSubject.OUTCOME),
                POINT,
                *POINT_SOURCE,
                ReferenceColumn("led_to", _("Follow-up"), MEETINGS, width=36),
            ],
            accessor="points",
            model=MeetingPoint,
            identity=("about", "text"),
        ),
        InlineSheet(
            _("Deadlines"),
            [
                KEY,
                Column("title", _("What is due"), width=48),
                DayColumn("date", _("Day")),
                TimeColumn("time", _("Hour")),
            ],
            accessor="deadlines",
            model=Deadline,
            identity=("title",),
        ),
        InlineSheet(
            _("Agenda"),
            [
                KEY,
                Column("number", _("Number"), width=10),
                Column("title", _("Title"), width=48),
                DayColumn("date", _("Day")),
                TimeColumn("starts_at", _("Begins at")),
                PapersColumn("papers", _("Papers"), DOCUMENTS),
            ],
            accessor="agenda_items",
            model=AgendaItem,
            identity=("number", "title"),
        ),
        SOURCES,
    )
