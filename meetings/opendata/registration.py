"""What the pages of this room can be read as beside HTML."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from meetings.models import DocumentIndexPage, DocumentPage, MeetingIndexPage, MeetingPage, ThemePage
from meetings.opendata.calendars import calendar_file, deadlines_file, event_file
from meetings.opendata.citing import citations
from meetings.opendata.documents import DocumentRecords
from meetings.opendata.meetings import MeetingRecords
from meetings.opendata.papers import papers
from meetings.opendata.themes import ThemeRecords
from members.models import MemberIndexPage
from mme_site.core.querysets import SitePageQuerySet
from mme_site.opendata.feeds.representations import feeds
from mme_site.opendata.resources import Resource
from mme_site.opendata.tables import tables
from mme_site.pages.representations import Representation, Representations

CALENDAR = "text/calendar"


def open_data() -> list[Resource[Any]]:
    return [MeetingRecords(), DocumentRecords(), ThemeRecords()]


def representations() -> Representations:
    return {
        (MeetingPage, ""): [Representation("event.ics", CALENDAR, event_file, _("Add to a calendar")), *papers()],
        (MeetingIndexPage, ""): [
            Representation("calendar.ics", CALENDAR, calendar_file, _("Calendar of these meetings"), takes_query=True),
            Representation(
                "deadlines.ics", CALENDAR, deadlines_file, _("Calendar of their deadlines"), takes_query=True
            ),
            *feeds(meetings_of_list),
            *tables(
                MeetingRecords(), lambda page, form: (meetings_of_list(page, form).order_by("-start_date", "-pk"), None)
            ),
        ],
        (DocumentIndexPage, ""): [
            *feeds(documents_of_list),
            *tables(DocumentRecords(), lambda page, form: (documents_of_list(page, form), None)),
        ],
        (DocumentPage, ""): citations(),
        (ThemePage, ""): feeds(pages_of_theme),
        (MemberIndexPage, "member"): feeds(changes_of_member, name_of_member),
    }


def meetings_of_list(page: Any, form: Any) -> Any:
    meetings = page.filtered(form.chosen)
    return meetings.announced() if form.chosen.get("when") else meetings


def documents_of_list(page: Any, form: Any) -> Any:
    return page.filtered(form.chosen)


def changes_of_member(page: Any, form: Any, slug: str) -> tuple[Any, ...]:
    """Return a member itself, the meetings that it hosted, and the documents of these."""
    hosted = page.within_partnership(MeetingPage.objects.live().public()).filter(host__slug=slug)
    documents = page.within_partnership(DocumentPage.objects.live().public()).filter(meeting__in=hosted.order_by())
    return page.members_of([page]).filter(slug=slug), hosted, documents


def name_of_member(page: Any, slug: str) -> str:
    """Return the name of a member of the list; raise Http404 where it has no page there."""
    return str(page.member_at(slug).name)


def pages_of_theme(page: Any, form: Any) -> Any:
    """Return a theme itself, and the meetings and documents that name it."""
    names = Q(meetingpage__themes=page.pk) | Q(documentpage__themes=page.pk) | Q(pk=page.pk)
    keys = Page.objects.filter(names).values("pk")
    return SitePageQuerySet(Page).filter(pk__in=keys).live().public()
