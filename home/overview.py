"""What the overview draws from the tree below it."""

from django.utils.functional import cached_property
from wagtail.models import Page

from meetings.models import DocumentIndexPage, DocumentPage, MeetingIndexPage, MeetingPage, ThemeIndexPage, ThemePage
from members.models import Member, MemberIndexPage
from members.models.periods import Role
from mme_site.pages import SitePageQuerySet

MEETINGS_LISTED = 5
DOCUMENTS_LISTED = 5


class Overview:
    """The sections of one partnership's overview as of a day; each is read when it is shown."""

    def __init__(self, partnership, date):
        self.partnership = partnership
        self.date = date

    def below(self, page_type):
        """Return the published pages of a type in this partnership and its language."""
        pages = page_type.objects.live().public().filter(locale=self.partnership.locale_id)
        return self.partnership.within_partnership(pages)

    @cached_property
    def lists(self):
        """The pages right below the overview, the first of each type."""
        pages = SitePageQuerySet(Page).child_of(self.partnership).live().public()
        return {page.specific_class: page for page in reversed(pages)}

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
        return page and page.specific

    @cached_property
    def themes(self):
        """The current focus, in the order of the page tree."""
        return list(self.below(ThemePage).order_by("path"))

    @cached_property
    def counts(self):
        """How many members there are today; None without a list of members."""
        return self.member_list.counts_on(self.date) if self.member_list else None

    @cached_property
    def founding_meeting(self):
        """The meeting that established the partnership, where it is published."""
        return self.below(MeetingPage).filter(pk=self.partnership.founding_meeting_id).first()

    @cached_property
    def upcoming(self):
        """The next meetings of any series, and those without a date yet."""
        return list(self.below(MeetingPage).announced().for_listing()[:MEETINGS_LISTED])

    @cached_property
    def next(self):
        """The next meeting that is not called off, or None."""
        return next((meeting for meeting in self.upcoming if not meeting.is_called_off), None)

    @cached_property
    def own_meetings(self):
        """The latest past meetings of the partnership's own series."""
        return self.latest_of(self.partnership.own_series)

    @cached_property
    def related_meetings(self):
        """The latest past meetings of related series."""
        return self.latest_of(self.partnership.related_series)

    def latest_of(self, series):
        meetings = self.below(MeetingPage).filter(series__in=series.all()).past()
        return list(meetings.for_listing()[:MEETINGS_LISTED])

    @cached_property
    def key_documents(self):
        """The documents that the editors chose, in their order."""
        chosen = [entry.document_id for entry in self.partnership.key_documents.all()]
        found = self.below(DocumentPage).for_listing().in_bulk(chosen)
        return [found[pk] for pk in chosen if pk in found]

    @cached_property
    def latest_documents(self):
        """What was adopted or published last."""
        return list(self.below(DocumentPage).latest_first().for_listing()[:DOCUMENTS_LISTED])

    @cached_property
    def observers(self):
        """The states that are observers today."""
        return self.in_role(Role.OBSERVER)

    @cached_property
    def partners(self):
        """The states that are partners today."""
        return self.in_role(Role.PARTNER)

    def in_role(self, role):
        if not self.member_list:
            return []
        return list(Member.objects.live().of(self.member_list.counted_bodies, self.date, role))
