"""Meetings and texts in the order of time."""

import datetime
from array import array
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Paginator
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import get_language

from meetings.facets import of_meetings
from meetings.forms import TimelineFilterForm
from meetings.models.document import DocumentPage
from meetings.models.kinds import MeetingKind
from meetings.models.point import MeetingPoint
from meetings.models.theme import ThemePage
from meetings.timeline.chart import Chart
from meetings.timeline.succession import Succession
from mme_site.caching.content_cache import cached
from mme_site.core.alphabet import alphabetical_key
from mme_site.core.languages import separator

ENTRIES_PER_PAGE = 120


@dataclass(frozen=True)
class TimelineEntry:
    """A meeting with the texts it adopted, or a text that belongs to no meeting."""

    date: datetime.date
    meeting: object
    texts: tuple
    outcome: object = None  # the first point of what came out of a summit

    @property
    def page(self):
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
        place = self.meeting.city_name if self.meeting else self.page.get_kind_display()
        return separator().join(filter(None, [str(place), self.page.date_text]))


@dataclass(frozen=True)
class TimelineOrder:
    """Which meetings and texts follow each other: keys of meetings, and negative ones of texts that stand alone."""

    keys: array
    meetings: int
    documents: int

    @classmethod
    def read(cls, meetings, documents):
        """Return the order of these meetings and documents; of one day, meetings come first."""
        rows = [(date, False, title, pk) for pk, date, title in meetings.values_list("pk", "start_date", "title")]
        meeting_keys, count = {pk for *_row, pk in rows}, len(rows)
        known = documents.values_list("pk", "date", "title", "meeting")
        texts = [(date, True, title, -pk) for pk, date, title, meeting in known if meeting not in meeting_keys]
        return cls(array("q", (pk for *_row, pk in sorted(rows + texts))), count, len(known))


class Timeline:
    """The dated meetings of a list with their texts, the earliest first, as a visitor asked for them."""

    def __init__(self, meeting_list, query):
        self.meeting_list = meeting_list
        self.query = query
        facets = of_meetings(meeting_list)
        self.form = TimelineFilterForm(
            query,
            series=facets.series,
            themes=cached(("themes", meeting_list.pk, get_language()), self.read_themes),
        )

    def read_themes(self):
        themes = self.in_tree(ThemePage).only("slug", "title", "locale", "translation_key").localized()
        return sorted(themes, key=lambda theme: alphabetical_key(theme.title))

    def in_tree(self, page_type):
        """Return the public pages of a type in the partnership of the list."""
        return self.meeting_list.within_partnership(page_type.objects.live().public())

    @property
    def documents(self):
        """The dated documents that were asked for."""
        documents = self.in_tree(DocumentPage).filter(date__isnull=False)
        if theme := self.form.chosen.get("theme"):
            documents = documents.filter(themes__slug=theme)
        if series := self.form.chosen.get("series"):
            documents = documents.filter(meeting__series__slug=series)
        return documents

    @property
    def meetings(self):
        """The meetings that were asked for; for a theme, those with a text on it as well."""
        meetings = self.meeting_list.meetings.filter(start_date__isnull=False)
        if theme := self.form.chosen.get("theme"):
            with_text = self.documents.filter(meeting__isnull=False).values("meeting")
            deals_with_it = meetings.model.themes.through.objects.filter(themepage__slug=theme).values("meetingpage")
            meetings = meetings.filter(Q(pk__in=deals_with_it) | Q(pk__in=with_text))
        if series := self.form.chosen.get("series"):
            meetings = meetings.filter(series__slug=series)
        return meetings

    @cached_property
    def order(self):
        """What was asked for in its order, looked up once while no content changes."""
        chosen = tuple(self.form.chosen.get(name) for name in ("series", "theme"))
        return cached(
            ("timeline", self.meeting_list.pk, *chosen), lambda: TimelineOrder.read(self.meetings, self.documents)
        )

    @cached_property
    def page(self):
        """The keys of the page that was asked for."""
        return Paginator(self.order.keys, ENTRIES_PER_PAGE).get_page(self.query.get("page"))

    @cached_property
    def entries(self):
        keys = list(self.page.object_list)
        alone, meeting_keys = {-key for key in keys if key < 0}, {key for key in keys if key > 0}
        documents = self.documents.filter(Q(pk__in=alone) | Q(meeting__in=meeting_keys)).for_links("kind", "meeting")
        meetings = self.meetings.filter(pk__in=meeting_keys).for_listing("series").select_related("series").in_bulk()
        adopted, texts = defaultdict(list), {}
        for document in documents.order_by("date", "title"):
            if document.pk in alone:
                texts[document.pk] = document
            else:
                adopted[document.meeting_id].append(document)
        # Of every meeting they would make the page twice as heavy.
        summits = [key for key, meeting in meetings.items() if meeting.kind == MeetingKind.SUMMIT]
        outcomes = MeetingPoint.objects.first_outcomes(summits)
        entries = []
        for key in keys:
            if key in meetings:
                meeting = meetings[key]
                entries.append(TimelineEntry(meeting.start_date, meeting, tuple(adopted[key]), outcomes.get(key)))
            elif -key in texts:
                entries.append(TimelineEntry(texts[-key].date, None, (texts[-key],)))
        return entries

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
        return [
            (year, [self.with_related_texts(entry) for entry in entries])
            for year, entries in groupby(self.entries, year_of)
        ]

    def with_related_texts(self, entry):
        """Return an entry with its texts, each with the steps to the texts before and after it."""
        steps = self.succession
        return entry, [(text, steps.earlier[text.pk], steps.later[text.pk]) for text in entry.texts]

    @property
    def counts(self):
        """How many meetings and how many texts there are in all."""
        return self.order.meetings, self.order.documents


def year_of(entry):
    return entry.date.year
