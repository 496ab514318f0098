"""Many pages or members are published and taken down at once: with the rules of each, by who may, and no others."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from meetings.models import MeetingPage
from members.models import Member
from tests.helpers.editing import is_refused
from tests.helpers.factories import MeetingSeriesFactory, in_languages
from tests.helpers.people import allowed, having_role
from tests.helpers.reading import parse, read, words
from tests.helpers.scheduling import expiring, in_an_hour, schedule

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher(client, tree):
    client.force_login(having_role("publishers"))
    return client


def address(deed, items, next_url="/admin/meetings/?kind=summit"):
    """Return the address to which the bar below a list leads."""
    kind = "wagtailcore", "page"
    if isinstance(items[0], Member):
        kind = "members", "member"
    query = "&".join(f"id={item.pk}" for item in items)
    return reverse("wagtail_bulk_action", args=[*kind, deed]) + f"?{query}&next={next_url.replace('?', '%3F')}"


def do(client, deed, items, **posted):
    """Confirm what the bar below a list asks; return the words of the page that follows."""
    return words(parse(client.post(address(deed, items), posted, follow=True)))


def live(items):
    """Return which of these are live, in their order."""
    return [type(item).objects.get(pk=item.pk).live for item in items]


def changed(item, **fields):
    """Save a draft of an item."""
    draft = type(item).objects.get(pk=item.pk)
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision(clean=False)
    return item


@pytest.mark.parametrize("name", ["meetings:index", "document_pages:index", "wagtailsnippets_members_member:list"])
def test_each_list_has_a_box_in_each_row_and_the_bar_of_acts(publisher, tree, name):
    tree.meeting(), tree.document(), tree.member()

    page = read(publisher, reverse(name))

    acts = {
        link["href"].split("?")[0].rstrip("/").rpartition("/")[2] for link in page.select(".bulk-actions-buttons a")
    }
    assert len(page.select("tbody [data-bulk-action-checkbox]")) == 1
    assert acts >= {"publish", "unpublish", "delete"}


def test_no_list_offers_to_take_what_its_filters_leave_out(publisher, tree):
    for number in range(60):
        tree.meeting(title=f"Meeting {number}")

    page = read(publisher, reverse("meetings:index"))

    assert page.select_one("[data-bulk-action-footer]")
    assert not page.select("[data-bulk-action-num-objects-in-listing]")


def test_a_publisher_publishes_many_drafts_and_comes_back_to_the_list(publisher, tree):
    pages = [tree.meeting(live=False), tree.document(live=False)]

    response = publisher.post(address("publish", pages))

    assert response.url == "/admin/meetings/?kind=summit"
    assert live(pages) == [True, True]
    assert "2 pages have been published" in words(read(publisher, "/admin/"))


def test_what_cannot_be_published_is_said_with_the_reason_and_the_others_are_published(publisher, tree):
    series = MeetingSeriesFactory()
    tree.meeting(title="First", series=series)
    clash = tree.meeting(title="Clash", series=series, live=False)
    unnamed = tree.meeting(title="Without a kind", live=False)
    changed(unnamed, kind="")
    fine = tree.meeting(title="Fine", live=False)

    shown = do(publisher, "publish", [clash, unnamed, fine])

    assert live([clash, unnamed, fine]) == [False, False, True]
    assert "1 page has been published" in shown
    assert "“Clash” was not published:" in shown
    assert "“Without a kind” was not published: Kind: This field cannot be blank." in shown


def test_before_publishing_each_says_what_stops_it_and_what_readers_would_notice(publisher, tree):
    series = MeetingSeriesFactory()
    tree.meeting(title="First", series=series)
    clash = tree.meeting(title="Clash", series=series, live=False)
    marked = tree.meeting(title="Marked", summary="Ask them [KG1]", live=False)

    shown = words(read(publisher, address("publish", [clash, marked])))

    assert "Clash It cannot go ahead" in shown
    assert "Marked Readers would notice: Summary" in shown
    assert live([clash, marked]) == [False, False]


def test_what_is_locked_or_scheduled_is_left_alone(publisher, tree):
    locked, scheduled = tree.meeting(title="Locked", live=False), tree.meeting(title="Scheduled", live=False)
    Page.objects.filter(pk=locked.pk).update(locked=True, locked_by=having_role("editors"))
    schedule(scheduled, in_an_hour())

    shown = words(read(publisher, address("publish", [locked, scheduled])))
    do(publisher, "publish", [locked, scheduled])

    assert "You may not publish these, or they are locked, scheduled or in review: Locked Scheduled" in shown
    assert live([locked, scheduled]) == [False, False]
    assert Page.objects.get(pk=scheduled.pk).approved_schedule


def test_a_draft_with_an_hour_goes_live_at_its_hour_and_not_at_once(publisher, tree):
    page = changed(tree.meeting(title="Later", live=False), go_live_at=in_an_hour())

    shown = do(publisher, "publish", [page])

    assert "“Later” goes live at its scheduled time." in shown
    assert "published" not in shown.split("Later")[0].lower()
    assert live([page]) == [False]
    assert Page.objects.get(pk=page.pk).approved_schedule


def test_what_is_below_a_page_is_published_with_it_where_that_is_asked_for(publisher, tree):
    above = tree.page(title="Above", live=False)
    below = tree.page(title="Below", parent=above, live=False)

    assert "1 draft stands below it." in words(read(publisher, address("publish", [above])))
    do(publisher, "publish", [above])
    assert live([above, below]) == [True, False]

    do(publisher, "publish", [above], include_descendants="on")
    assert live([above, below]) == [True, True]


@pytest.mark.parametrize("deed", ["publish", "unpublish", "delete"])
def test_an_editor_does_none_of_it_to_many_members(client, tree, deed):
    members = [tree.member("Benin"), tree.member("Mali", member__live=False)]
    client.force_login(having_role("editors"))

    do(client, deed, members)

    assert live(members) == [True, False]


def test_a_publisher_publishes_and_takes_down_many_members(publisher, tree):
    benin = changed(tree.member("Benin"), translations=in_languages(fr="Bénin"))
    mali = changed(tree.member("Mali", member__live=False))

    assert "2 items have been published" in do(publisher, "publish", [benin, mali])
    assert live([benin, mali]) == [True, True]
    assert Member.objects.get(pk=benin.pk).words_in("name", "fr") == "Bénin"

    assert "2 items have been unpublished" in do(publisher, "unpublish", [benin, mali])
    assert live([benin, mali]) == [False, False]


def test_a_member_that_waits_for_its_hour_or_is_a_draft_is_not_taken_down(publisher, tree):
    draft, waiting = tree.member("Mali", member__live=False), tree.member("Benin")
    schedule(waiting, in_an_hour())

    shown = words(read(publisher, address("unpublish", [draft, waiting])))

    assert "You may not unpublish these, or they are drafts, locked or in review: Benin Mali" in shown


def test_many_meetings_are_taken_down_moved_and_deleted(publisher, tree):
    pages = [tree.meeting(title="One"), tree.meeting(title="Two")]
    expiring(pages[0], in_an_hour())

    do(publisher, "unpublish", pages)
    assert live(pages) == [False, False]
    assert publisher.get(address("move", pages)).status_code == 200

    do(publisher, "delete", pages)
    assert not MeetingPage.objects.exists()
    assert "One" in words(read(publisher, reverse("deleted")))


def test_who_has_no_rights_there_is_refused(client, tree):
    page = tree.meeting(live=False)
    client.force_login(allowed("publish", below=tree.documents))

    response = client.post(address("publish", [page]))

    assert is_refused(response) or live([page]) == [False]
    assert live([page]) == [False]
