"""An editor writes and sends in; nothing that an editor posts, by a form or without one, reaches readers."""

import pytest
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Page, PageViewRestriction, WorkflowState

from meetings.models import MeetingPage
from members.models import Body, Member
from mme_site.files.models import FileUse
from mme_site.publishing.schedule import Schedule
from tests.helpers.editing import PUBLISH, PageEditor, draft_of, edit, errors, filled_in, is_refused
from tests.helpers.factories import MeetingSeriesFactory, MemberFactory
from tests.helpers.people import having_role
from tests.helpers.reading import parse, words
from tests.helpers.uploads import document, saved_document

pytestmark = pytest.mark.django_db
IN_AN_HOUR = "2040-01-01 12:00"


@pytest.fixture
def editor(client, tree):
    """An editor's browser; the account is `editor.user`."""
    client.user = having_role("editors")
    client.force_login(client.user)
    return client


# Pages


def test_an_editor_makes_a_draft(editor, tree):
    address = PageEditor(editor).address(MeetingPage, tree.meetings)

    response = editor.post(address, filled_in(editor.get(address), title="A draft"))

    assert errors(response) == {}
    page = MeetingPage.objects.get()
    assert (page.title, page.live, page.owner) == ("A draft", False, editor.user)


def test_what_an_editor_posts_as_published_stays_a_draft(editor, tree):
    address = PageEditor(editor).address(MeetingPage, tree.meetings)

    editor.post(address, filled_in(editor.get(address), title="At once") | PUBLISH)

    assert [page.live for page in MeetingPage.objects.all()] == [False]


def test_an_editors_change_of_a_live_page_is_not_published(editor, tree):
    page = tree.meeting(title="As it is")

    edit(editor, page, title="As an editor wants it", **PUBLISH)

    assert Page.objects.get(pk=page.pk).title == "As it is"
    assert draft_of(page)["title"] == "As an editor wants it"


def test_an_editor_schedules_nothing(editor, tree):
    page = tree.meeting(live=False)

    edit(editor, page, go_live_at=IN_AN_HOUR, **PUBLISH)

    assert not Schedule.objects.exists()
    assert not Page.objects.get(pk=page.pk).approved_schedule


def test_an_editor_sends_a_draft_in_for_review_and_does_not_approve_it(editor, tree):
    page = tree.meeting(live=False)

    edit(editor, page, **{"action-submit": "1"})
    state = WorkflowState.objects.get()
    act = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.current_task_state.pk])
    response = editor.post(act, {"comment": ""})

    assert state.status == WorkflowState.STATUS_IN_PROGRESS
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS, response
    assert not Page.objects.get(pk=page.pk).live


@pytest.mark.parametrize("deed", ["unpublish", "delete", "set_privacy"])
def test_an_editor_does_not_take_down_delete_or_hide_a_live_page(editor, tree, deed):
    page = tree.meeting()

    response = editor.post(reverse(f"wagtailadmin_pages:{deed}", args=[page.pk]), {"restriction_type": "login"})

    assert is_refused(response)
    assert Page.objects.get(pk=page.pk).live
    assert not PageViewRestriction.objects.exists()


@pytest.mark.parametrize("deed", ["publish", "unpublish", "delete"])
def test_an_editor_does_none_of_it_to_many_pages_at_once(editor, tree, deed):
    live, draft = tree.meeting(), tree.document(live=False)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", deed])

    editor.post(f"{address}?id={live.pk}" + (f"&id={draft.pk}" if deed == "publish" else ""))

    assert Page.objects.get(pk=live.pk).live
    assert not Page.objects.get(pk=draft.pk).live


def test_an_editor_does_not_move_a_live_page(editor, tree):
    page, target = tree.page(), tree.page()

    response = editor.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk]))

    assert is_refused(response)
    assert Page.objects.get(pk=page.pk).get_parent().pk == tree.home.pk


def test_a_copy_or_an_alias_that_an_editor_makes_is_not_public(editor, tree):
    page = tree.page(title="Copied")
    address = reverse("wagtailadmin_pages:copy", args=[page.pk])
    names = {"new_title": "Copy", "new_parent_page": tree.home.pk, "publish_copies": "on"}

    editor.post(address, {**names, "new_slug": "copy"})
    editor.post(address, {**names, "new_slug": "alias", "alias": "on"})

    assert not Page.objects.filter(slug__in=["copy", "alias"], live=True).exists()


def test_an_editor_makes_no_partnership(editor, tree):
    root = Page.get_first_root_node()

    response = editor.post(f"/admin/pages/add/home/partnershippage/{root.pk}/", {"title": "Mine", "slug": "mine"})

    assert is_refused(response)
    assert not Page.objects.filter(slug="mine").exists()


# Records


def test_an_editors_change_of_a_member_is_a_draft(editor, tree):
    member = tree.member("Benin")
    address = reverse("wagtailsnippets_members_member:edit", args=[member.pk])

    editor.post(address, filled_in(editor.get(address), name_en="Dahomey") | PUBLISH)

    member.refresh_from_db()
    assert member.name_en == "Benin"
    assert member.get_latest_revision().content["name_en"] == "Dahomey"


def test_an_editor_sends_in_the_draft_of_a_member(editor, tree):
    member = tree.member("Benin")
    address = reverse("wagtailsnippets_members_member:edit", args=[member.pk])

    editor.post(address, filled_in(editor.get(address), name_en="Dahomey") | {"action-submit": "1"})

    assert [state.content_object for state in WorkflowState.objects.all()] == [member]


@pytest.mark.parametrize("deed", ["delete", "unpublish"])
def test_an_editor_does_not_delete_or_take_down_a_member(editor, tree, deed):
    member = MemberFactory()

    response = editor.post(reverse(f"wagtailsnippets_members_member:{deed}", args=[member.pk]))

    assert is_refused(response)
    assert Member.objects.filter(pk=member.pk, live=True).exists()


def test_what_is_public_as_soon_as_it_is_saved_is_not_for_editors(editor, tree):
    series = MeetingSeriesFactory()
    for address in [
        reverse("wagtailsnippets_members_body:edit", args=[tree.au.pk]),
        reverse("wagtailsnippets_meetings_meetingseries:edit", args=[series.pk]),
        reverse("wagtailsnippets_search_synonym:add"),
        reverse("wagtailsnippets_search_promotedresult:add"),
    ]:
        assert is_refused(editor.get(address)), address
        assert is_refused(editor.post(address, {"name_en": "Renamed", "code": "AU"})), address
    assert Body.objects.get(code="AU").name_en == "AU in full"


# What is the administrators'


@pytest.mark.parametrize(
    ("view", "arguments"),
    [
        ("wagtailsettings:edit", ["home", "sitesettings", 1]),
        ("wagtailusers_users:index", []),
        ("wagtailusers_users:add", []),
        ("wagtailusers_groups:index", []),
        ("wagtailredirects:index", []),
        ("wagtailredirects:add", []),
        ("wagtailredirects:start_import", []),
        ("wagtailsites:index", []),
        ("wagtaillocales:index", []),
        ("wagtailadmin_workflows:index", []),
        ("wagtailadmin_workflows:task_index", []),
        ("wagtailadmin_collections:index", []),
    ],
)
def test_an_editor_does_not_get_at_settings_users_redirects_and_the_like(editor, tree, view, arguments):
    arguments = [tree.site.pk if argument == 1 else argument for argument in arguments]

    assert is_refused(editor.get(reverse(view, args=arguments)))
    assert is_refused(editor.post(reverse(view, args=arguments), {}))


# Files


def test_an_editor_uploads_a_file_and_replaces_it_until_readers_can_open_it(editor, tree):
    mine = saved_document(uploaded_by_user=editor.user)
    address = reverse("wagtaildocs:edit", args=[mine.pk])
    assert editor.get(address).status_code == 200

    FileUse.objects.create(document=mine, page=tree.page(), field="body")

    assert is_refused(editor.get(address))
    assert is_refused(editor.post(address, {"title": "Replaced", "file": document()}))
    assert get_document_model().objects.get(pk=mine.pk).title == mine.title


def test_an_editor_does_not_change_what_somebody_else_uploaded(editor, tree):
    theirs = saved_document()

    for name in ("edit", "delete"):
        assert is_refused(editor.post(reverse(f"wagtaildocs:{name}", args=[theirs.pk]), {"title": "Mine"}))
    assert get_document_model().objects.get(pk=theirs.pk).title == theirs.title


def test_an_editor_sees_a_menu_with_what_is_for_editors(editor, tree):
    menu = words(parse(editor.get("/admin/")))

    assert "Redirects" not in menu
    assert "Users" not in menu
