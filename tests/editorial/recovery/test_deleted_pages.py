"""A page that was deleted is nowhere, and can be put back whole."""

import datetime

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Revision

from meetings.models import DocumentPage, DocumentRelation
from mme_site.editorial.recovery.models import DeletedRow, Deletion
from mme_site.files.models import FileUse
from mme_site.publishing.schedule import Schedule, ScheduleStatus
from tests.helpers.factories import hide
from tests.helpers.people import administrator, allowed
from tests.helpers.reading import entries, messages_in, parse, read, words
from tests.helpers.uploads import is_served, saved_document, using

pytestmark = pytest.mark.django_db


def delete(client, page, **data):
    """Delete a page with the form of the admin, and return what the editor is told."""
    return client.post(f"/admin/pages/{page.pk}/delete/", data, follow=True)


def put_back(client, **data):
    """Put back what was deleted last, with the form of the admin."""
    deletion = Deletion.objects.first()
    if deletion.parent_id:
        data = {"parent": deletion.parent_id, **data}
    return client.post(f"/admin/deleted/{deletion.pk}/", data, follow=True)


# Gone


def test_a_deleted_page_is_in_no_table_that_the_site_reads(admin_client, client, tree):
    page = tree.page(title="Skills", slug="skills")
    delete(admin_client, page)

    assert not Page.objects.filter(pk=page.pk).exists()
    assert client.get("/skills/").status_code == 404
    assert "Skills" not in words(read(admin_client, f"/admin/pages/{tree.home.pk}/"))
    assert entries(read(client, "/search/?q=Skills").main) == []


def test_the_editor_is_told_for_how_long_it_is_kept_and_where_to_undo_it(admin_client, tree, settings):
    settings.KEEP_DELETED_DAYS = 30
    response = delete(admin_client, tree.page(title="Skills"))

    assert "It is kept for 30 days and can be put back." in messages_in(response)
    assert parse(response).select_one(f".messages a[href='/admin/deleted/{Deletion.objects.get().pk}/']")


def test_a_deletion_that_the_form_refuses_keeps_nothing(admin_client, tree, settings):
    settings.WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 1
    page = tree.page()
    delete(admin_client, page, confirm_site_name="something else")

    assert Page.objects.filter(pk=page.pk).exists()
    assert not Deletion.objects.exists()


# Back again


def test_a_page_comes_back_with_its_key_address_text_and_history(admin_client, client, tree):
    page = tree.page(title="Skills", slug="skills", body=[("paragraph", "<p>Of skilled workers.</p>")])
    page.save_revision()
    revisions = set(page.revisions.values_list("pk", "object_str"))
    delete(admin_client, page)

    response = put_back(admin_client, publish_again="on")

    assert "“Skills” is back." in messages_in(response)
    assert "Of skilled workers." in words(read(client, "/skills/"))
    assert set(Page.objects.get(pk=page.pk).revisions.values_list("pk", "object_str")) == revisions
    assert not Deletion.objects.exists()
    assert not DeletedRow.objects.exists()


def test_what_was_published_comes_back_as_a_draft_unless_somebody_asks(admin_client, client, tree):
    page = tree.page(title="Skills", slug="skills")
    delete(admin_client, page)

    assert "“Skills” is back, as a draft." in messages_in(put_back(admin_client))
    assert client.get("/skills/").status_code == 404
    page = Page.objects.get(pk=page.pk)
    assert (page.live, page.live_revision, page.has_unpublished_changes) == (False, None, True)
    page.specific.get_latest_revision().publish()
    assert client.get("/skills/").status_code == 200


def test_what_stood_below_comes_back_with_it_in_its_order(admin_client, client, tree):
    first = tree.page(title="First", slug="first")
    above = tree.page(title="Above", slug="above")
    last = tree.page(title="Last", slug="last")
    below = tree.page(parent=above, title="Below", slug="below")
    lowest = tree.page(parent=below, title="Lowest", slug="lowest", live=False)
    delete(admin_client, above)
    put_back(admin_client, publish_again="on")

    assert read(client, "/above/below/")
    assert client.get("/above/below/lowest/").status_code == 404
    assert Page.objects.get(pk=lowest.pk).get_ancestors().filter(pk=above.pk).exists()
    ours = [first.pk, above.pk, last.pk]
    assert [page.pk for page in tree.home.get_children() if page.pk in ours] == ours
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_new_page_that_took_its_place_and_address_keeps_them(admin_client, client, tree):
    page = tree.page(title="Skills", slug="skills")
    delete(admin_client, page)
    tree.page(title="Other", slug="skills")
    response = put_back(admin_client, publish_again="on")

    assert "Another page has its address now; this one ends in “skills-1”." in messages_in(response)
    assert words(read(client, "/skills/").h1) == "Other"
    assert words(read(client, "/skills-1/").h1) == "Skills"
    assert Page.find_problems() == ([], [], [], [], [])
    assert Page.objects.get(pk=page.pk).specific.get_latest_revision_as_object().slug == "skills-1"


def test_a_page_whose_parent_is_gone_is_put_where_somebody_chooses(admin_client, client, tree):
    above = tree.page(title="Above", slug="above")
    below = tree.page(parent=above, title="Below", slug="below")
    delete(admin_client, below)
    delete(admin_client, above)
    deletion = Deletion.objects.get(title="Below")
    address = f"/admin/deleted/{deletion.pk}/"
    assert "This field is required." in words(parse(admin_client.post(address, {})))

    admin_client.post(address, {"parent": tree.home.pk, "publish_again": "on"})

    assert words(read(client, "/below/").h1) == "Below"


def test_a_place_that_takes_no_such_page_is_refused_in_words(admin_client, tree):
    delete(admin_client, tree.members)
    deletion = Deletion.objects.get()

    response = admin_client.post(f"/admin/deleted/{deletion.pk}/", {"parent": tree.meetings.pk})

    assert "takes no such page" in words(parse(response))
    assert Deletion.objects.filter(pk=deletion.pk).exists()


def test_links_from_other_pages_lead_to_it_again(admin_client, client, tree):
    meeting = tree.meeting(title="Summit")
    document = tree.document(title="Declaration", slug="declaration", meeting=meeting)
    old = tree.document(title="Old", slug="old")
    DocumentRelation.objects.create(document=document, target=old, kind="supersedes")
    delete(admin_client, meeting)
    delete(admin_client, old)
    stored = DocumentPage.objects.get(pk=document.pk)
    assert (stored.meeting, stored.relations.count()) == (None, 0)

    put_back(admin_client, publish_again="on")
    put_back(admin_client, publish_again="on")

    stored = DocumentPage.objects.get(pk=document.pk)
    assert stored.meeting_id == meeting.pk
    assert stored.relations.get().target_id == old.pk


def test_a_link_that_was_given_another_aim_meanwhile_keeps_it(admin_client, tree):
    meeting, other = tree.meeting(title="Summit"), tree.meeting(title="Other")
    document = tree.document(meeting=meeting)
    delete(admin_client, meeting)
    DocumentPage.objects.filter(pk=document.pk).update(meeting=other)
    put_back(admin_client)

    assert DocumentPage.objects.get(pk=document.pk).meeting_id == other.pk


def test_what_named_something_that_was_deleted_since_comes_back_without_it(admin_client, tree):
    meeting = tree.meeting(title="Summit")
    document = tree.document(title="Declaration", meeting=meeting)
    delete(admin_client, document)
    delete(admin_client, meeting)
    Deletion.objects.get(title="Summit").delete()
    put_back(admin_client)

    assert DocumentPage.objects.get(pk=document.pk).meeting is None


def test_a_private_page_comes_back_private(admin_client, client, tree):
    page = tree.page(title="Skills", slug="skills")
    hide(page)
    delete(admin_client, page)
    assert not PageViewRestriction.objects.exists()
    put_back(admin_client, publish_again="on")

    assert client.get("/skills/").status_code == 302
    assert PageViewRestriction.objects.get().page_id == page.pk


def test_its_files_are_public_again_only_when_it_is(admin_client, client, tree):
    file = saved_document()
    page = tree.page(body=using(file))
    delete(admin_client, page)
    served = [is_served(client, file)]
    put_back(admin_client)
    served.append(is_served(client, file))
    Page.objects.get(pk=page.pk).specific.get_latest_revision().publish()
    served.append(is_served(client, file))

    assert served == [False, False, True]
    assert FileUse.objects.get().page_id == page.pk


# Schedules


def test_a_schedule_ends_with_the_deletion_and_does_not_come_back(admin_client, client, tree):
    page = tree.page(title="Skills", slug="skills", live=False)
    page.go_live_at = timezone.now() + datetime.timedelta(days=1)
    page.save_revision().publish()
    question = words(read(admin_client, f"/admin/pages/{page.pk}/delete/"))
    assert "What is scheduled here will not go live or come down by itself any more." in question
    delete(admin_client, page)
    put_back(admin_client)

    assert [schedule.status for schedule in Schedule.objects.all()] == [ScheduleStatus.CANCELLED]
    assert not Revision.objects.exclude(approved_go_live_at=None).exists()


def test_what_would_have_come_down_meanwhile_comes_back_as_a_draft(admin_client, client, tree, time_machine):
    page = tree.page(title="Skills", slug="skills", expire_at=timezone.now() + datetime.timedelta(days=1))
    delete(admin_client, page)
    time_machine.move_to(timezone.now() + datetime.timedelta(days=2))
    admin_client.force_login(administrator())
    put_back(admin_client, publish_again="on")

    assert client.get("/skills/").status_code == 404


def test_what_is_to_come_down_later_still_does(admin_client, tree):
    hour = timezone.now() + datetime.timedelta(days=1)
    page = tree.page(expire_at=hour)
    delete(admin_client, page)
    put_back(admin_client, publish_again="on")

    assert Schedule.objects.open().get().due_at == hour


# Who may


def test_who_may_not_add_pages_there_sees_nothing_of_what_was_deleted(admin_client, client, tree):
    page = tree.page(title="Skills")
    delete(admin_client, page)
    client.force_login(allowed("change", below=tree.home))

    assert "Skills" not in words(read(client, "/admin/reports/deleted/"))
    assert client.get(f"/admin/deleted/{Deletion.objects.get().pk}/").status_code == 404
    assert client.post(f"/admin/deleted/{Deletion.objects.get().pk}/", {"parent": tree.home.pk}).status_code == 404
    assert not Page.objects.filter(pk=page.pk).exists()


def test_who_may_not_publish_gets_it_back_as_a_draft_whatever_is_sent(admin_client, client, tree):
    page = tree.page(title="Skills", slug="skills")
    delete(admin_client, page)
    client.force_login(allowed("add", "change", below=tree.home))
    assert "Skills" in words(read(client, "/admin/reports/deleted/"))

    put_back(client, publish_again="on")

    assert not Page.objects.get(pk=page.pk).live


def test_nobody_puts_a_page_where_they_may_not_add_one(admin_client, client, tree):
    page = tree.page(parent=tree.page(title="Mine"), title="Skills")
    delete(admin_client, page)
    other = tree.page(title="Not mine")
    client.force_login(allowed("add", below=Page.objects.get(title="Mine")))

    response = put_back(client, parent=other.pk)

    assert "You do not have permission to add pages there." in words(parse(response))
    assert not Page.objects.filter(pk=page.pk).exists()


def test_what_was_put_back_already_is_said_so(admin_client, tree):
    delete(admin_client, tree.page())
    deletion = Deletion.objects.get()
    put_back(admin_client)

    assert admin_client.post(f"/admin/deleted/{deletion.pk}/").status_code == 404


# The end


def test_after_its_days_it_is_deleted_for_good(admin_client, tree, settings, time_machine):
    from mme_site.editorial.recovery.purging import purge_deleted

    delete(admin_client, tree.page())
    time_machine.move_to(timezone.now() + datetime.timedelta(days=settings.KEEP_DELETED_DAYS - 1))
    assert purge_deleted.call()[0] == 0
    time_machine.move_to(timezone.now() + datetime.timedelta(days=2))
    assert purge_deleted.call()[0] == 1

    assert not DeletedRow.objects.exists()


def test_an_administrator_deletes_for_good_by_typing_the_title(admin_client, tree):
    delete(admin_client, tree.page(title="Skills"))
    address = f"/admin/deleted/{Deletion.objects.get().pk}/for-good/"
    refused = admin_client.post(address, {"title": "mobil"})
    assert "That is not its title. Nothing was deleted." in words(parse(refused))
    assert Deletion.objects.exists()

    admin_client.post(address, {"title": "Skills"})

    assert not Deletion.objects.exists()


def test_nobody_else_deletes_for_good(admin_client, client, tree):
    delete(admin_client, tree.page(title="Skills"))
    client.force_login(allowed("add", "change", "publish", below=tree.home))
    address = f"/admin/deleted/{Deletion.objects.get().pk}/"

    assert "Delete for good" not in words(read(client, address).select_one("main"))
    client.post(f"{address}for-good/", {"title": "Skills"})
    assert Deletion.objects.exists()
