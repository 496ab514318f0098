"""A save that read before a publication and writes after it does not undo it (fault w)."""

import pytest
from django.urls import reverse
from wagtail import hooks
from wagtail.actions.edit_page import EditPageAction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction

from meetings.models import DocumentPage
from members.models import Member
from mme_site.core.sources import Source
from mme_site.editorial.users.roles.role_groups import ensure_role_groups
from tests.helpers.editing import filled_in
from tests.helpers.factories import MemberFactory, UserFactory
from tests.helpers.scheduling import in_an_hour, publish_at, schedule

pytestmark = pytest.mark.django_db

JSON = {"Accept": "application/json"}  # how an autosave asks


def by_hand(page):
    page.get_latest_revision().publish()


def at_its_hour(page):
    hour = in_an_hour()
    schedule(page, hour)
    publish_at(hour)


def by_approval(page):
    page.current_workflow_state.current_task_state.approve(user=UserFactory(is_superuser=True))


def saved(page):
    page.save()


def saved_by_wagtails_action(page):
    EditPageAction(page).execute(skip_permission_checks=True)


def interrupted_by(function, name="before_edit_page"):
    """Let something happen, once, after a request has read what it edits and before it saves."""
    done = []

    def interrupt(request, *args):
        if request.method == "POST" and not done:
            done.append(True)
            function()

    return hooks.register_temporarily(name, interrupt)


@pytest.fixture
def draft(tree):
    """A draft that waits for approval."""
    page = tree.document(live=False, title="As it was")
    page.save_revision()
    ensure_role_groups()
    page.get_workflow().start(page, UserFactory())
    return DocumentPage.objects.get(pk=page.pk)


def edit(client, page, **values):
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return address, filled_in(client.get(address), **values)


@pytest.mark.parametrize(
    ("publish", "headers"), [(by_hand, {}), (by_hand, JSON), (at_its_hour, JSON), (by_approval, JSON)]
)
def test_what_goes_live_while_somebody_saves_stays_live_and_the_text_is_kept_as_a_draft(
    admin_client, draft, publish, headers
):
    address, data = edit(admin_client, draft, title="Typed meanwhile")

    with interrupted_by(lambda: publish(DocumentPage.objects.get(pk=draft.pk))):
        admin_client.post(address, data, headers=headers)

    draft.refresh_from_db()
    assert (draft.live, draft.title, draft.has_unpublished_changes) == (True, "As it was", True)
    assert draft.live_revision.content["title"] == "As it was"
    assert draft.get_latest_revision_as_object().title == "Typed meanwhile"
    assert draft.get_latest_revision_as_object().live


def test_lines_typed_meanwhile_are_not_shown_to_readers(admin_client, draft):
    draft.sources.add(Source(url="https://example.org/as-it-was"))
    draft.save_revision()
    address, data = edit(admin_client, draft)
    data["sources-0-url"] = "https://example.org/typed-meanwhile"

    with interrupted_by(lambda: by_hand(DocumentPage.objects.get(pk=draft.pk))):
        admin_client.post(address, data)

    live = DocumentPage.objects.get(pk=draft.pk)
    assert [line.url for line in live.sources.all()] == ["https://example.org/as-it-was"]
    [line] = live.get_latest_revision_as_object().sources.all()
    assert line.url == "https://example.org/typed-meanwhile"


def test_a_record_that_goes_live_while_somebody_saves_stays_live(admin_client):
    member = MemberFactory(live=False)
    member.save_revision()
    address = reverse(Member.snippet_viewset.get_url_name("edit"), args=[member.pk])
    data = filled_in(admin_client.get(address), official_name="Typed meanwhile")

    with interrupted_by(lambda: by_hand(Member.objects.get(pk=member.pk)), "before_edit_snippet"):
        admin_client.post(address, data)

    stored = Member.objects.get(pk=member.pk)
    assert (stored.live, stored.official_name) == (True, member.official_name)
    assert stored.get_latest_revision_as_object().official_name == "Typed meanwhile"


def test_an_autosave_does_not_write_into_the_version_that_was_published_meanwhile(admin_client, draft):
    address, data = edit(admin_client, draft, title="Typed first")
    saved = admin_client.post(address, data, headers=JSON).json()
    data = data.dict() | {"title": "Typed later", "overwrite_revision_id": str(saved["revision_id"])}

    with interrupted_by(lambda: by_hand(DocumentPage.objects.get(pk=draft.pk))):
        answer = admin_client.post(address, data, headers=JSON).json()

    draft.refresh_from_db()
    assert answer["success"]
    assert draft.live_revision_id == saved["revision_id"] != answer["revision_id"] == draft.latest_revision_id
    assert draft.live_revision.content["title"] == "Typed first"


@pytest.mark.parametrize("save", [saved, saved_by_wagtails_action])
def test_a_script_or_import_that_read_a_draft_does_not_take_down_what_was_published_since(draft, save):
    read_before = DocumentPage.objects.get(pk=draft.pk)
    by_hand(draft)
    read_before.title = "Written late"
    save(read_before)

    stored = DocumentPage.objects.get(pk=draft.pk)
    assert (stored.live, stored.title) == (True, "As it was")
    assert stored.get_latest_revision_as_object().title == "Written late"


def test_who_read_an_earlier_published_version_does_not_bring_it_back(draft):
    by_hand(draft)
    read_before = DocumentPage.objects.get(pk=draft.pk)
    newer = DocumentPage.objects.get(pk=draft.pk)
    newer.title = "Newer"
    newer.save_revision().publish()
    read_before.save()

    stored = DocumentPage.objects.get(pk=draft.pk)
    assert (stored.title, stored.live_revision.content["title"]) == ("Newer", "Newer")


def test_who_read_before_somebody_took_it_down_does_not_put_it_back(draft):
    by_hand(draft)
    read_before = DocumentPage.objects.get(pk=draft.pk)
    DocumentPage.objects.get(pk=draft.pk).unpublish()
    read_before.save()

    assert not DocumentPage.objects.get(pk=draft.pk).live


def test_scheduling_what_was_published_meanwhile_leaves_it_live_until_the_hour_and_after_it(draft):
    published, hour = draft.get_latest_revision(), in_an_hour()
    draft.title, draft.go_live_at = "Scheduled", hour
    scheduling_action = PublishPageRevisionAction(draft.save_revision())
    published.publish()
    scheduling_action.execute(skip_permission_checks=True)

    stored = DocumentPage.objects.get(pk=draft.pk)
    assert (stored.live, stored.title) == (True, "As it was")
    publish_at(hour)
    stored = DocumentPage.objects.get(pk=draft.pk)
    assert (stored.live, stored.title) == (True, "Scheduled")


def test_a_publication_does_not_hide_the_draft_that_was_saved_while_it_worked(draft):
    publishing_action = PublishPageRevisionAction(draft.get_latest_revision())
    draft.title = "Typed meanwhile"
    later = draft.save_revision()
    publishing_action.execute(skip_permission_checks=True)

    stored = DocumentPage.objects.get(pk=draft.pk)
    assert (stored.live, stored.title, stored.latest_revision) == (True, "As it was", later)
    assert (stored.draft_title, stored.has_unpublished_changes) == ("Typed meanwhile", True)


def test_unpublishing_and_publishing_again_by_hand_work_as_ever(draft):
    by_hand(draft)
    for _ in range(2):
        page = DocumentPage.objects.get(pk=draft.pk)
        page.unpublish()
        assert not DocumentPage.objects.get(pk=draft.pk).live
        page.get_latest_revision().publish()
        assert DocumentPage.objects.get(pk=draft.pk).live
