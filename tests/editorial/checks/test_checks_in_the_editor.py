"""Where an editor meets the checks: in the side panel, after saving, and before publishing."""

import datetime

import pytest
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from home.models import StandardPage
from meetings.models import MeetingPage
from members.models import Member
from tests.helpers.editing import PUBLISH, PageEditor, errors, filled_in
from tests.helpers.factories import UserFactory
from tests.helpers.people import allowed
from tests.helpers.reading import messages_in, parse, words
from tests.helpers.scheduling import in_an_hour

pytestmark = pytest.mark.django_db

MARKED = {"summary": "As [KG1] said."}
SAID = "An editor’s mark was left in: [KG1]"


@pytest.fixture
def editor(admin_client):
    """An editor who may do everything."""
    return PageEditor(admin_client)


def edit_address(page):
    return f"/admin/pages/{page.pk}/edit/"


def save(editor, page, action=(), **typed):
    """Send the form of a page, and go where it leads."""
    address = edit_address(page)
    data = filled_in(editor.client.get(address), **typed) | dict(action)
    return editor.client.post(address, data, follow=True)


# After saving


def test_what_readers_would_notice_is_said_after_saving(editor, tree):
    assert f"Saved. Before it is published, look at this: Summary: {SAID}" in messages_in(
        save(editor, tree.page(live=False), **MARKED)
    )


def test_nothing_is_said_of_a_text_without_fault(editor, tree):
    assert "look at this" not in messages_in(save(editor, tree.page(live=False), summary="All is well."))


def test_what_will_stop_a_draft_is_said_when_it_is_saved(editor, tree):
    tree.document(title="Declaration")
    draft = tree.document(title="Draft", slug="draft", live=False)

    assert "There is a page for it already" in messages_in(save(editor, draft, title="Declaration"))


def test_a_member_that_is_saved_is_looked_at_too(admin_client, tree):
    member = tree.member()
    address = f"/admin/snippets/members/member/edit/{member.pk}/"

    response = admin_client.post(address, filled_in(admin_client.get(address), note="TODO"), follow=True)

    assert "An editor’s mark was left in: TODO" in messages_in(response)


# Before publishing


def button(response):
    """The address that the button 'Publish all the same' posts to, or None."""
    [found] = parse(response).select(".messages button[data-w-action-url-value]") or [None]
    return found and found["data-w-action-url-value"]


def test_what_readers_would_notice_holds_a_publication_until_one_more_click(editor, tree):
    page = tree.page(live=False)

    response = save(editor, page, PUBLISH, **MARKED)

    assert "Saved, and not published yet. Readers would notice:" in messages_in(response)
    assert not StandardPage.objects.get(pk=page.pk).live
    assert StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object().summary == MARKED["summary"]
    assert "was published" in messages_in(editor.client.post(button(response), follow=True))
    assert StandardPage.objects.get(pk=page.pk).summary == MARKED["summary"]
    assert StandardPage.objects.get(pk=page.pk).live


def test_the_published_version_stays_until_then(editor, tree):
    page = tree.page(summary="As before.")

    save(editor, page, PUBLISH, **MARKED)

    assert StandardPage.objects.get(pk=page.pk).summary == "As before."


def test_what_was_published_with_a_warning_does_not_ask_again(editor, tree):
    page = tree.page(**MARKED)

    assert "not published yet" not in messages_in(save(editor, page, PUBLISH, title="Renamed"))
    assert StandardPage.objects.get(pk=page.pk).title == "Renamed"


def test_a_new_page_is_kept_as_a_draft_and_no_reader_sees_it_meanwhile(editor, client, tree):
    address = editor.address(StandardPage, tree.home)
    data = filled_in(editor.client.get(address), title="New", slug="new", **MARKED) | PUBLISH

    response = editor.client.post(address, data, follow=True)

    page = StandardPage.objects.get(slug="new")
    assert not page.live
    assert client.get(page.url).status_code == 404
    editor.client.post(button(response))
    assert client.get(page.url).status_code == 200


def test_a_schedule_asks_as_well_and_is_made_all_the_same(editor, tree):
    page, hour = tree.page(live=False), in_an_hour()

    response = save(editor, page, PUBLISH, go_live_at=timezone.localtime(hour).strftime("%Y-%m-%d %H:%M"), **MARKED)
    editor.client.post(button(response))

    page = StandardPage.objects.get(pk=page.pk)
    assert not page.live
    assert page.scheduled_revision is not None


def test_a_member_asks_as_well(admin_client, tree):
    member = tree.member()
    address = f"/admin/snippets/members/member/edit/{member.pk}/"
    data = filled_in(admin_client.get(address), note="TODO") | PUBLISH

    response = admin_client.post(address, data, follow=True)

    assert Member.objects.get(pk=member.pk).note == ""
    admin_client.post(button(response))
    assert Member.objects.get(pk=member.pk).note == "TODO"


def test_who_may_not_publish_cannot_use_the_button(editor, client, tree):
    page = tree.page(live=False)
    address = button(save(editor, page, PUBLISH, **MARKED))
    client.force_login(allowed("add", "change", below=tree.home))

    client.post(address)

    assert not Page.objects.get(pk=page.pk).live


def test_a_link_does_not_publish(editor, tree):
    page = tree.page(live=False)

    assert editor.client.get(button(save(editor, page, PUBLISH, **MARKED))).status_code == 302


def test_the_button_publishes_nothing_that_was_not_looked_at(editor, tree):
    page = tree.page(live=False)
    address = button(save(editor, page, PUBLISH, **MARKED))
    save(editor, page, summary="Something newer.")

    assert "A newer version has been saved since." in messages_in(editor.client.post(address, follow=True))
    assert not Page.objects.get(pk=page.pk).live


def test_a_page_that_somebody_else_has_locked_is_not_published(editor, client, tree):
    page = tree.page(live=False)
    address = button(save(editor, page, PUBLISH, **MARKED))
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=UserFactory())
    client.force_login(allowed("publish", "change", below=tree.home))

    client.post(address)

    assert not Page.objects.get(pk=page.pk).live


# The side panel


def checks(client, page):
    return words(parse(client.get(f"/admin/checking/pages/{page.pk}/")))


def test_the_panel_shows_what_is_found_in_the_stored_draft(editor, tree):
    page = tree.page(live=False, **MARKED)

    assert f"For readers 1 Readers will notice Summary {SAID}" in checks(editor.client, page)


def test_the_panel_shows_what_is_found_in_what_is_not_saved_yet(editor, tree):
    page = tree.page(live=False)
    typed = nested_form_data(
        {"body": streamfield([("paragraph", rich_text('<p><a href="https://a.example">here</a>'))])}
    )
    address = edit_address(page)

    editor.preview(f"{address}preview/", filled_in(editor.client.get(address), **typed))

    assert "The link “here” does not say where it leads." in checks(editor.client, page)
    assert StandardPage.objects.get(pk=page.pk).body.get_prep_value() == []


def test_the_panel_shows_what_is_found_in_a_new_page(editor, tree):
    tree.meeting(title="Draft of it", live=False)
    address = editor.address(MeetingPage, tree.meetings)
    typed = filled_in(editor.client.get(address), start_date="2014-04-02", **MARKED)
    editor.preview(f"{address}preview/", typed)

    panel = f"/admin/checking/pages/add/meetings/meetingpage/{tree.meetings.pk}/"
    found = words(parse(editor.client.get(panel)))
    assert SAID in found
    assert "could not be made" not in found


def test_the_panel_says_that_nothing_was_found(editor, tree):
    assert "No problems were found." in checks(editor.client, tree.page())


def test_the_editor_names_the_address_of_its_checks(editor, tree):
    page = tree.page()

    panel = parse(editor.client.get(edit_address(page))).select_one("[data-house-checks]")

    assert panel["data-house-checks"] == f"/admin/checking/pages/{page.pk}/"


def test_who_may_not_edit_a_page_sees_no_checks_of_it(client, tree):
    page = tree.page(live=False, **MARKED)
    client.force_login(allowed("change", below=tree.meetings))

    assert SAID not in client.get(f"/admin/checking/pages/{page.pk}/").content.decode()


def test_the_checker_of_the_preview_has_the_rules_of_the_house(editor, tree):
    html = editor.client.get(edit_address(tree.page())).content.decode()

    assert "identical-links-same-purpose" in html
    assert "There is no summary" in html


def test_a_draft_may_leave_open_what_is_required_for_readers(editor, tree):
    address = editor.address(MeetingPage, tree.meetings)
    data = filled_in(editor.client.get(address), title="Begun", slug="begun") | {"kind": "", "status": ""}

    assert errors(editor.client.post(address, data)) == {}
    assert MeetingPage.objects.get(slug="begun").kind == ""
    assert set(errors(editor.client.post(address, data | {"slug": "again"} | PUBLISH))) == {"kind", "status"}


def test_a_draft_without_kind_can_be_seen_by_its_editor(editor, tree):
    draft = tree.meeting(live=False, kind="", start_date=datetime.date(2014, 4, 2))

    assert editor.client.get(f"/admin/pages/{draft.pk}/view_draft/").status_code == 200
