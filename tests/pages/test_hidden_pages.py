"""A draft, and a page that only those may read who sign in, is named nowhere on the public site."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from wagtail.models import Page

from home.models import KeyDocument
from meetings.models import DocumentFile, DocumentRelation
from mme_site.core.querysets import SitePageQuerySet
from tests.helpers.factories import MeetingSeriesFactory, hide
from tests.helpers.reading import choices, entries, main, read, words

pytestmark = pytest.mark.django_db

TITLE = "The hidden one"


def as_draft(make, **fields):
    """Make a page that was never published."""
    return make(title=TITLE, slug="hidden", live=False, **fields)


def as_private(make, **fields):
    """Make a page that only those may read who sign in."""
    page = make(title=TITLE, slug="hidden", **fields)
    hide(page)
    return page


@pytest.fixture(params=[as_draft, as_private], ids=["draft", "private"])
def hidden(request):
    """Make a hidden page: `hidden(tree.meeting, host=…)`."""
    return request.param


# Meetings


def test_a_hidden_meeting_is_not_in_the_list(client, tree, hidden):
    tree.meeting(title="The public one")
    hidden(tree.meeting)

    assert entries(read(client, tree.meetings.url)) == ["The public one"]


def test_a_hidden_meeting_is_not_counted_by_the_list(client, tree, hidden):
    tree.meeting()
    hidden(tree.meeting)

    assert words(read(client, tree.meetings.url).select_one("#past .count")) == "1"


def test_a_hidden_meeting_adds_no_year_and_no_series_to_the_filters(client, tree, hidden):
    tree.meeting(start_date=datetime.date(2014, 4, 2))
    hidden(tree.meeting, start_date=datetime.date(2012, 5, 1), series=MeetingSeriesFactory(slug="secret"))

    page = read(client, tree.meetings.url)

    assert (choices(page, "year"), choices(page, "series")) == (["2014"], [])


def test_a_hidden_meeting_is_not_on_the_page_of_its_host(client, tree, hidden):
    member = tree.member("Belgium", tree.eu)
    hidden(tree.meeting, host=member)

    assert TITLE not in main(read(client, tree.members.member_url(member)))


def test_a_hidden_meeting_is_not_on_the_overview(client, tree, hidden):
    series = MeetingSeriesFactory()
    meeting = hidden(tree.meeting, series=series)
    tree.home.own_series = tree.home.related_series = [series]
    tree.home.founding_meeting = meeting
    tree.home.save()

    assert TITLE not in main(read(client, tree.home.url))


def test_a_hidden_meeting_without_a_date_is_not_announced(client, tree, hidden):
    hidden(tree.meeting, start_date=None, status="planned")

    assert TITLE not in main(read(client, tree.home.url))
    assert TITLE not in main(read(client, tree.meetings.url))


def test_a_hidden_meeting_is_not_on_the_page_of_its_theme(client, tree, hidden):
    theme = tree.theme()
    hidden(tree.meeting, themes=[theme])

    assert TITLE not in main(read(client, theme.url))


def test_a_hidden_meeting_is_no_neighbour_in_its_series(client, tree, hidden):
    series = MeetingSeriesFactory()
    meeting = tree.meeting(series=series, start_date=datetime.date(2014, 4, 2))
    hidden(tree.meeting, series=series, start_date=datetime.date(2013, 5, 1))

    assert TITLE not in main(read(client, meeting.url))


def test_a_hidden_meeting_is_not_named_by_its_document(client, tree, hidden):
    meeting = hidden(tree.meeting)
    document = tree.document(meeting=meeting, discussed_at=[meeting])

    assert TITLE not in main(read(client, document.url))


def test_a_hidden_meeting_is_not_offered_by_the_filters_of_the_documents(client, tree, hidden):
    tree.document(meeting=hidden(tree.meeting))

    assert choices(read(client, tree.documents.url), "meeting") == []


# Documents


def test_a_hidden_document_is_not_in_the_list(client, tree, hidden):
    tree.document(title="The public one")
    hidden(tree.document)

    page = read(client, tree.documents.url)

    assert entries(page) == ["The public one"]
    assert words(page.select_one("#documents .count")) == "1"


def test_a_hidden_document_adds_nothing_to_what_the_filters_offer(client, tree, hidden):
    tree.document(date=datetime.date(2014, 4, 3))
    document = hidden(
        tree.document, date=datetime.date(2010, 1, 1), themes=[tree.theme()], meeting=tree.meeting(title="Named")
    )
    DocumentFile.objects.create(document=document, language="sw")

    page = read(client, tree.documents.url)

    assert choices(page, "year") == ["2014"]
    assert [choices(page, name) for name in ("theme", "language", "meeting")] == [[], [], []]


def test_a_hidden_document_is_not_on_the_overview(client, tree, hidden):
    KeyDocument.objects.create(partnership=tree.home, document=hidden(tree.document))

    assert TITLE not in main(read(client, tree.home.url))


def test_a_hidden_document_is_not_on_the_page_of_its_theme(client, tree, hidden):
    theme = tree.theme()
    hidden(tree.document, themes=[theme])

    assert TITLE not in main(read(client, theme.url))


def test_a_hidden_document_is_not_on_the_page_of_its_meetings(client, tree, hidden):
    adopted, discussed = tree.meeting(), tree.meeting()
    hidden(tree.document, meeting=adopted, discussed_at=[discussed])

    assert TITLE not in main(read(client, adopted.url))
    assert TITLE not in main(read(client, discussed.url))


def test_a_hidden_document_is_not_named_by_what_it_replaces(client, tree, hidden):
    earlier = tree.document()
    DocumentRelation.objects.create(document=hidden(tree.document), target=earlier)

    assert TITLE not in main(read(client, earlier.url))


def test_a_hidden_document_is_not_named_by_what_replaces_it(client, tree, hidden):
    later = tree.document()
    DocumentRelation.objects.create(document=later, target=hidden(tree.document))

    assert TITLE not in main(read(client, later.url))


# Themes, pages of text, and whole branches


def test_a_hidden_theme_is_named_nowhere(client, tree, hidden):
    theme = hidden(tree.theme)
    pages = [tree.meeting(themes=[theme]), tree.document(themes=[theme]), tree.themes, tree.home, tree.documents]

    assert [page.title for page in pages if TITLE in main(read(client, page.url))] == []


def test_a_hidden_page_of_text_is_not_listed_by_the_page_above_it(client, tree, hidden):
    about = tree.page(title="About")
    hidden(tree.page, parent=about)

    assert TITLE not in main(read(client, about.url))


def test_a_hidden_list_of_meetings_hides_the_meetings_below_it(client, tree):
    meeting = tree.meeting(title=TITLE)
    document = tree.document(meeting=meeting)
    hide(tree.meetings)

    assert TITLE not in main(read(client, document.url))
    assert TITLE not in main(read(client, tree.home.url))


def test_what_is_public_is_what_wagtail_calls_public(tree):
    about = tree.page(title="About")
    below = tree.page(title="Below", parent=about)
    hide(about)
    hide(tree.meeting())

    public = set(SitePageQuerySet(Page).public().values_list("pk", flat=True))

    assert public == set(Page.objects.public().values_list("pk", flat=True))
    assert not public & {about.pk, below.pk}


def test_a_page_of_the_public_tree_is_not_shown_to_those_who_may_not_read_it(client, tree, hidden):
    meeting = hidden(tree.meeting)

    response = client.get(meeting.url)

    assert isinstance(response.wsgi_request.user, AnonymousUser)
    assert TITLE not in response.content.decode()
