"""What the overview draws from the tree below it."""

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import cached_property
from wagtail.models import Page

from meetings.models import (
    DocumentIndexPage,
    DocumentPage,
    MeetingIndexPage,
    MeetingPage,
    MeetingPoint,
    ThemeIndexPage,
    ThemePage,
)
from meetings.models.kinds import MeetingKind
from members.membership import members_on
from members.models import MemberIndexPage
from members.models.kinds import Role
from mme_site.core.localized import in_readers_words
from mme_site.core.querysets import SitePageQuerySet

MEETINGS_LISTED = 5
DOCUMENTS_LISTED = 5
MILESTONES_LISTED = 10
TEXTS_LISTED = 2  # of one milestone
POINTS_LISTED = 5  # of what was agreed last


class Overview:
    """The sections of one partnership's overview as of a day; each is read when it is shown."""

    def __init__(self, partnership, date):
        self.partnership = partnership
        self.date = date

    def below(self, page_type):
        """Return the published pages of a type in this partnership."""
        return page_type.objects.published_below(self.partnership)

    @cached_property
    def lists(self):
        """The pages right below the overview, the first of each type."""
        pages = SitePageQuerySet(Page).child_of(self.partnership).live().public().localized()
        return {page.specific_class: page for page in reversed(in_readers_words(pages))}

    @cached_property
    def meeting_list(self):
        return self.lists.get(MeetingIndexPage)

    @cached_property
    def document_list(self):
        return self.lists.get(DocumentIndexPage)

    @cached_property
    def theme_list(self):
        return self.lists.get(ThemeIndexPage)

    @cached_property
    def member_list(self):
        page = self.lists.get(MemberIndexPage)
        if page is None:
            return None
        found = page.specific
        found.localize("title", page.title)
        return found

    @cached_property
    def themes(self):
        """The current focus in the order of the page tree, each theme with its questions."""
        return self.below(ThemePage).with_questions()

    @cached_property
    def counts(self):
        """How many members there are today; None without a list of members."""
        return self.member_list.counts_on(self.date) if self.member_list else None

    def read(self):
        """Return itself when every section has been read."""
        for name, value in vars(type(self)).items():
            if isinstance(value, cached_property):
                getattr(self, name)
        return self

    @cached_property
    def founding_meeting(self):
        """The meeting that established the partnership, where it is published."""
        return self.below(MeetingPage).filter(pk=self.partnership.founding_meeting_id).localized().first()

    @cached_property
    def meetings(self):
        """The meetings that the overview lists, by what they are to it."""
        meetings = self.below(MeetingPage).for_listing()
        past = meetings.past()
        return {
            "upcoming": list(meetings.announced()[:MEETINGS_LISTED]),
            "own": list(past.filter(series__in=self.partnership.own_series.all())[:MEETINGS_LISTED]),
            "related": list(past.filter(series__in=self.partnership.related_series.all())[:MEETINGS_LISTED]),
        }

    @property
    def upcoming(self):
        """The next meetings of any series, and those without a date yet."""
        return self.meetings["upcoming"]

    @cached_property
    def next(self):
        return next((meeting for meeting in self.upcoming if not meeting.is_called_off), None)

    @cached_property
    def agreed_last(self):
        """The latest past meeting of which it is known what came out of it, with its `points`; None without one."""
        outcomes = MeetingPoint.objects.outcomes()
        known = self.below(MeetingPage).past().filter(Exists(outcomes.filter(meeting=OuterRef("pk"))))
        meeting = known.for_listing().first()
        if meeting:
            meeting.points_listed = list(outcomes.filter(meeting=meeting).localized("meeting", "text")[:POINTS_LISTED])
        return meeting

    @cached_property
    def announced(self):
        """The next meetings that are not called off, each with the first `point` that is known of it, or None."""
        meetings = [meeting for meeting in self.upcoming if not meeting.is_called_off]
        points = MeetingPoint.objects.shown().filter(meeting__in=meetings).order_by("-sort_order")
        first = {point.meeting_id: point for point in points.localized("meeting", "text")} if meetings else {}
        for meeting in meetings:
            meeting.point = first.get(meeting.pk)
        return meetings

    @property
    def own_meetings(self):
        return self.meetings["own"]

    @property
    def related_meetings(self):
        return self.meetings["related"]

    @cached_property
    def milestones(self):
        """The latest summits and meetings that adopted a key document, the earliest first, each with its texts."""
        counts = Q(kind=MeetingKind.SUMMIT) | Q(pk__in=[document.meeting_id for document in self.key_documents])
        meetings = self.below(MeetingPage).not_called_off().filter(counts, start_date__lte=self.date)
        meetings = list(meetings.latest_first().for_listing()[:MILESTONES_LISTED])[::-1]
        adopted = {meeting.pk: [] for meeting in meetings}
        chosen = {document.pk for document in self.key_documents}
        texts = self.below(DocumentPage).filter(meeting__in=adopted).for_links("meeting")
        for text in sorted(texts.order_by("title"), key=lambda text: text.pk not in chosen):
            if len(adopted[text.meeting_id]) < TEXTS_LISTED:
                adopted[text.meeting_id].append(text)
        return [(meeting, adopted[meeting.pk]) for meeting in meetings]

    @cached_property
    def key_documents(self):
        """The documents that the editors chose, in their order."""
        chosen = [entry.document_id for entry in self.partnership.key_documents.all()]
        found = self.below(DocumentPage).for_listing().in_bulk(chosen)
        return [found[pk] for pk in chosen if pk in found]

    @cached_property
    def latest_documents(self):
        return list(self.below(DocumentPage).dated_by(self.date).latest_first().for_listing()[:DOCUMENTS_LISTED])

    @cached_property
    def in_roles(self):
        """The states that are more loosely tied to the partnership's bodies today, by role."""
        if not self.member_list:
            return {}
        bodies = self.member_list.counted_bodies
        return {role: members_on(bodies, self.date, role) for role in (Role.OBSERVER, Role.PARTNER)}

    @property
    def observers(self):
        return self.in_roles.get(Role.OBSERVER, [])

    @property
    def partners(self):
        return self.in_roles.get(Role.PARTNER, [])
