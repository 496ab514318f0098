"""Meetings and texts in the order of time."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.utils.functional import cached_property

from meetings.forms import TimelineFilterForm
from meetings.models.document import DocumentPage
from meetings.models.kinds import MeetingKind
from meetings.models.meeting import MeetingPage
from meetings.models.theme import ThemePage
from meetings.timeline.chart import Chart
from meetings.timeline.succession import Succession

ENTRIES_PER_PAGE = 120


@dataclass(frozen=True)
class Entry:
    """A meeting with the texts it adopted, or a text that belongs to no meeting."""

    date: datetime.date
    meeting: object
    texts: tuple

    @property
    def page(self):
        """The page that the entry is about."""
        return self.meeting or self.texts[0]

    @property
    def series(self):
        return self.meeting and self.meeting.series

    @property
    def is_summit(self):
        return bool(self.meeting and self.meeting.kind == MeetingKind.SUMMIT)

    @property
    def shape(self):
        """How it is drawn: called off, to come, with a text, or without one."""
        if self.meeting and self.meeting.is_called_off:
            return "off"
        if self.meeting and self.meeting.status != "held":
            return "to-come"
        return "adopted" if self.texts else "held"

    @property
    def where_and_when(self):
        """The fewest words that tell it apart: 'Tripoli, 22–23 November 2006'."""
        place = self.meeting.city if self.meeting else self.page.get_kind_display()
        return ", ".join(filter(None, [str(place), self.page.date_text]))


class Timeline:
    """The dated meetings of a list with their texts, the earliest first, as a visitor asked for them."""

    def __init__(self, meeting_list, query):
        self.meeting_list = meeting_list
        self.query = query
        self.form = TimelineFilterForm(
            query,
            series=sorted({one.series for one in self.all_meetings if one.series}, key=lambda series: series.name),
            themes=self.in_tree(ThemePage).order_by("title"),
        )

    def in_tree(self, page_type):
        """Return the public pages of a type in the partnership and the language of the list."""
        pages = page_type.objects.live().public().filter(locale=self.meeting_list.locale_id)
        return self.meeting_list.within_partnership(pages)

    @cached_property
    def all_meetings(self):
        """The dated meetings of the list, each with whether it deals with the theme that the address names."""
        theme = self.query.get("theme", "")
        meetings = self.meeting_list.meetings.filter(start_date__isnull=False).for_listing().select_related("series")
        deals_with_it = MeetingPage.themes.through.objects.filter(meetingpage=OuterRef("pk"), themepage__slug=theme)
        return list(meetings.annotate(has_theme=Exists(deals_with_it)).order_by("start_date", "title"))

    @cached_property
    def documents(self):
        """The dated documents that were asked for."""
        documents = self.in_tree(DocumentPage).filter(date__isnull=False)
        if theme := self.form.chosen.get("theme"):
            documents = documents.filter(themes__slug=theme)
        if series := self.form.chosen.get("series"):
            documents = documents.filter(meeting__series__slug=series)
        return list(documents.select_related("locale").order_by("date", "title"))

    @cached_property
    def meetings(self):
        """The meetings that were asked for; for a theme, those with a text on it as well."""
        meetings, chosen = self.all_meetings, self.form.chosen
        if "theme" in chosen:
            with_text = {document.meeting_id for document in self.documents}
            meetings = [meeting for meeting in meetings if meeting.has_theme or meeting.pk in with_text]
        if "series" in chosen:
            meetings = [meeting for meeting in meetings if meeting.series and meeting.series.slug == chosen["series"]]
        return meetings

    @cached_property
    def all_entries(self):
        """Every entry, the earliest first."""
        adopted, alone = defaultdict(list), []
        shown = {meeting.pk for meeting in self.meetings}
        for document in self.documents:
            if document.meeting_id in shown:
                adopted[document.meeting_id].append(document)
            else:
                alone.append(Entry(document.date, None, (document,)))
        entries = [Entry(meeting.start_date, meeting, tuple(adopted[meeting.pk])) for meeting in self.meetings]
        return sorted(entries + alone, key=lambda entry: entry.date)

    @cached_property
    def page(self):
        """The entries of the page that was asked for."""
        return Paginator(self.all_entries, ENTRIES_PER_PAGE).get_page(self.query.get("page"))

    @cached_property
    def entries(self):
        """The entries of this page."""
        return list(self.page.object_list)

    @cached_property
    def succession(self):
        """How the texts of this page follow each other."""
        return Succession([document for entry in self.entries for document in entry.texts])

    @cached_property
    def chart(self):
        """The chart of this page, or None where there is nothing to draw."""
        return Chart(self.entries, self.succession) if self.entries else None

    @property
    def years(self):
        """The entries by year: (year, entries, each with its texts and what came before and after each)."""
        return [(year, [self.told(entry) for entry in entries]) for year, entries in groupby(self.entries, year_of)]

    def told(self, entry):
        """Return an entry with its texts, each with the steps to the texts before and after it."""
        steps = self.succession
        return entry, [(text, steps.earlier[text.pk], steps.later[text.pk]) for text in entry.texts]

    @property
    def counts(self):
        """How many meetings and how many texts there are in all."""
        meetings = sum(entry.meeting is not None for entry in self.all_entries)
        return meetings, sum(len(entry.texts) for entry in self.all_entries)


def year_of(entry):
    """Return the year of an entry."""
    return entry.date.year
