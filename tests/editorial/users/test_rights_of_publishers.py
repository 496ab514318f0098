"""Publishers publish, review, schedule and lock; administrators do everything without being superusers."""

import pytest
from django.urls import reverse
from wagtail.models import Page, WorkflowState

from home.models import PartnershipPage, SiteSettings
from mme_site.editorial.users.models import User
from mme_site.publishing.schedule import Schedule, ScheduleStatus
from tests.helpers.editing import PUBLISH, PageEditor, edit, errors, filled_in, is_refused
from tests.helpers.people import having_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_in(client, tree):
    """Sign in as somebody with a role: `sign_in("publishers")`."""

    def sign_in(role):
        client.user = having_role(role)
        client.force_login(client.user)
        return client

    return sign_in


def submit_for_review(client, page):
    """Submit the latest draft of a page for review; return the address that approves or rejects it."""
    state = page.get_workflow().start(page, client.user)
    return lambda deed: reverse("wagtailadmin_pages:workflow_action", args=[page.pk, deed, state.current_task_state.pk])


def test_a_publisher_publishes_without_review(sign_in, tree):
    page = tree.meeting(title="Before")

    edit(sign_in("publishers"), page, title="After", **PUBLISH)

    assert Page.objects.get(pk=page.pk).title == "After"


def test_a_publisher_schedules(sign_in, tree):
    page = tree.meeting(live=False)

    edit(sign_in("publishers"), page, go_live_at="2040-01-01 12:00", **PUBLISH)

    assert [schedule.status for schedule in Schedule.objects.all()] == [ScheduleStatus.WAITING]


def test_what_a_publisher_approves_goes_live(sign_in, tree):
    page = tree.meeting(live=False)
    client = sign_in("publishers")
    act = submit_for_review(client, page)

    client.post(act("approve"), {"comment": "Good."})

    assert Page.objects.get(pk=page.pk).live


def test_what_a_publisher_sends_back_stays_a_draft_with_the_comment(sign_in, tree):
    page = tree.meeting(live=False)
    client = sign_in("publishers")
    act = submit_for_review(client, page)

    client.post(act("reject"), {"comment": "Which source?"})

    state = WorkflowState.objects.get()
    assert state.status == WorkflowState.STATUS_NEEDS_CHANGES
    assert state.current_task_state.comment == "Which source?"
    assert not Page.objects.get(pk=page.pk).live


def test_a_publisher_locks_and_unlocks_what_somebody_else_has_locked(sign_in, tree):
    page = tree.meeting()
    client = sign_in("publishers")

    client.post(reverse("wagtailadmin_pages:lock", args=[page.pk]))
    assert Page.objects.get(pk=page.pk).locked

    Page.objects.filter(pk=page.pk).update(locked_by=having_role("editors"))
    client.post(reverse("wagtailadmin_pages:unlock", args=[page.pk]))
    assert not Page.objects.get(pk=page.pk).locked


def test_a_publisher_takes_many_pages_down_at_once(sign_in, tree):
    pages = [tree.meeting(), tree.meeting()]
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])

    sign_in("publishers").post(f"{address}?" + "&".join(f"id={page.pk}" for page in pages))

    assert not Page.objects.filter(pk__in=[page.pk for page in pages], live=True).exists()


def test_a_publisher_does_not_delete_a_page_with_what_is_below_it(sign_in, tree):
    tree.meeting()
    client = sign_in("publishers")

    for page in (tree.meetings, tree.home):
        assert is_refused(client.post(reverse("wagtailadmin_pages:delete", args=[page.pk])))
    assert PartnershipPage.objects.filter(pk=tree.home.pk).exists()


def test_a_publisher_changes_members_bodies_and_the_header(sign_in, tree):
    client = sign_in("publishers")
    member = tree.member("Benin")
    address = reverse("wagtailsnippets_members_member:edit", args=[member.pk])

    response = client.post(address, filled_in(client.get(address), name_en="Dahomey") | PUBLISH)

    assert errors(response) == {}
    member.refresh_from_db()
    assert member.name_en == "Dahomey"
    assert client.get(reverse("wagtailsnippets_members_body:edit", args=[tree.au.pk])).status_code == 200
    assert client.get(reverse("wagtailsettings:edit", args=["home", "sitesettings", tree.site.pk])).status_code == 200


@pytest.mark.parametrize(
    "view",
    [
        *("wagtailusers_users:index", "wagtailusers_users:add", "wagtailusers_groups:add", "wagtailsites:index"),
        *("wagtaillocales:add", "wagtailadmin_workflows:index", "wagtailadmin_collections:add"),
    ],
)
def test_a_publisher_does_not_look_after_users_addresses_languages_and_workflows(sign_in, tree, view):
    client = sign_in("publishers")

    assert is_refused(client.get(reverse(view)))
    assert is_refused(client.post(reverse(view), {}))


# Administrators


@pytest.mark.parametrize(
    "view",
    [
        *("wagtailusers_users:index", "wagtailusers_users:add", "wagtailusers_groups:index", "wagtailsites:index"),
        *("wagtaillocales:index", "wagtailadmin_workflows:index", "wagtailadmin_collections:index"),
        *("wagtailredirects:index", "wagtailadmin_workflows:task_index", "publishing_timeline"),
    ],
)
def test_an_administrator_looks_after_the_site_without_being_a_superuser(sign_in, tree, view):
    client = sign_in("administrators")

    assert client.get(reverse(view)).status_code == 200
    assert not client.user.is_superuser


def test_an_administrator_makes_an_editor(sign_in, tree):
    client = sign_in("administrators")
    password = "a long password for a new editor"
    person = {"username": "new", "email": "new@example.org", "first_name": "New", "last_name": "Editor"}
    editors = having_role("editors").groups.get()

    client.post(
        reverse("wagtailusers_users:add"),
        {**person, "password1": password, "password2": password, "groups": [editors.pk]},
    )

    assert User.objects.get(username="new").groups.get() == editors


def test_an_administrator_makes_a_second_partnership(sign_in, tree):
    client = sign_in("administrators")

    page = PageEditor(client).add(PartnershipPage, Page.get_first_root_node(), title="Second", slug="second")

    assert page.live
    assert SiteSettings.objects.count() == 0
