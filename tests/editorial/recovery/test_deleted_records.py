"""Members, other records, files and pictures that were deleted can be put back whole."""

import datetime

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from wagtail.models import Collection, ReferenceIndex

from meetings.models import MeetingSeries
from members.models import Body, FormerName, Member, MembershipPeriod
from mme_site.editorial.recovery.models import Deletion
from mme_site.editorial.recovery.purging import purge_deleted
from mme_site.files import blob_store
from mme_site.files.models import FileText, SiteDocument, SiteImage
from tests.helpers.factories import MeetingSeriesFactory
from tests.helpers.people import allowed
from tests.helpers.reading import messages_in, parse, read, words
from tests.helpers.uploads import PDF, is_served, saved_document, saved_image, using

pytestmark = pytest.mark.django_db


def delete(client, item):
    """Delete a record with the form of the admin, and return what the editor is told."""
    label = item._meta.label_lower.replace(".", "/")
    return client.post(f"/admin/snippets/{label}/delete/{item.pk}/", follow=True)


def delete_file(client, file):
    return client.post(f"/admin/documents/delete/{file.pk}/", follow=True)


def delete_picture(client, picture):
    return client.post(f"/admin/images/{picture.pk}/delete/", follow=True)


def put_back(client, **data):
    """Put back what was deleted last, with the form of the admin."""
    return client.post(f"/admin/deleted/{Deletion.objects.first().pk}/", data, follow=True)


# Records


def test_a_member_comes_back_with_its_periods_names_revisions_and_address(admin_client, client, tree):
    member = tree.member("Benin")
    FormerName.objects.create(member=member, name="Dahomey", language="en")
    member.save_revision().publish()
    revisions = set(member.revisions.values_list("pk", flat=True))
    response = delete(admin_client, member)
    assert "can be put back" in messages_in(response)
    assert client.get("/members/benin/").status_code == 404

    put_back(admin_client, publish_again="on")

    stored = Member.objects.get(pk=member.pk)
    assert "Benin" in words(read(client, "/members/benin/").h1)
    assert stored.periods.get().body == tree.au
    assert stored.former_names.get().name == "Dahomey"
    assert set(stored.revisions.values_list("pk", flat=True)) == revisions


def test_a_member_comes_back_as_a_draft_unless_somebody_asks(admin_client, client, tree):
    delete(admin_client, tree.member("Benin"))

    assert "“Benin” is back, as a draft." in messages_in(put_back(admin_client))
    assert client.get("/members/benin/").status_code == 404


def test_a_member_whose_code_another_one_has_now_is_refused_in_words(admin_client, tree):
    member = tree.member("Benin", member__code="BJ")
    delete(admin_client, member)
    tree.member("Other", member__code="BJ")

    response = put_back(admin_client)

    assert "Member with this Code already exists." in words(parse(response))
    assert not Member.objects.filter(pk=member.pk).exists()
    assert Deletion.objects.exists()


def test_a_series_whose_meetings_need_it_is_not_deleted_and_they_are_named(admin_client, tree):
    series = MeetingSeriesFactory(name_en="Summits")
    tree.meeting(title="Fourth", series=series)

    response = delete(admin_client, series)

    assert "Nothing was deleted: Fourth (meeting)." in messages_in(response)
    assert MeetingSeries.objects.filter(pk=series.pk).exists()


def test_what_something_needs_is_not_deleted_and_the_editor_is_told_what_needs_it(admin_client, tree):
    tree.member("Benin")
    ReferenceIndex.objects.all().delete()  # it is brought up to date later than the content

    response = delete(admin_client, tree.au)

    assert "Nothing was deleted: Benin (member). Take it out there first." in messages_in(response)
    assert Body.objects.filter(pk=tree.au.pk).exists()
    assert not Deletion.objects.exists()


def test_the_question_names_what_uses_a_record(admin_client, tree):
    tree.member("Benin")

    question = words(read(admin_client, f"/admin/snippets/members/body/delete/{tree.au.pk}/"))

    assert "Benin (member, live): “Membership period → Body” needs it: take it out there first." in question


def test_who_may_not_add_members_cannot_put_one_back(admin_client, client, tree):
    delete(admin_client, tree.member("Benin"))
    client.force_login(allowed("change", snippet=Member))

    assert client.post(f"/admin/deleted/{Deletion.objects.get().pk}/").status_code == 404
    assert not MembershipPeriod.objects.exists()


def test_who_may_add_but_not_publish_gets_a_draft(admin_client, client, tree):
    delete(admin_client, tree.member("Benin"))
    client.force_login(allowed("add", snippet=Member))
    put_back(client, publish_again="on")

    assert not Member.objects.get().live


# Files and pictures


def test_a_file_comes_back_with_its_bytes_key_and_address(admin_client, client, tree):
    file = saved_document()
    tree.page(body=using(file))
    address = file.url
    assert "can be put back" in messages_in(delete_file(admin_client, file))
    assert client.get(address).status_code == 404
    assert not default_storage.exists(file.file.name) or default_storage.delete(file.file.name) is None

    put_back(admin_client, collection=file.collection_id)

    stored = SiteDocument.objects.get(pk=file.pk)
    assert stored.url == address
    assert b"".join(client.get(address).streaming_content) == PDF
    assert FileText.objects.filter(document=stored).exists()


def test_a_file_that_nothing_names_any_more_comes_back_not_public(admin_client, client, tree):
    file = saved_document()
    page = tree.page(body=using(file))
    delete_file(admin_client, file)
    page.body = []
    page.save_revision().publish()
    put_back(admin_client, collection=file.collection_id)

    assert not is_served(client, file)


def test_a_picture_comes_back_with_its_bytes(admin_client, client, tree):
    picture = saved_image()
    page = tree.page(slug="shown", body=using(picture))
    content = picture.file.read()
    delete_picture(admin_client, picture)
    put_back(admin_client, collection=picture.collection_id)

    stored = SiteImage.objects.get(pk=picture.pk)
    assert stored.file.read() == content
    address = read(client, f"/{page.slug}/").select_one("picture img")["src"]
    assert client.get(address).status_code == 200


def test_many_files_deleted_at_once_are_put_back_one_by_one(admin_client):
    files = [saved_document(), saved_document()]
    query = "&".join(f"id={file.pk}" for file in files)
    admin_client.post(f"/admin/bulk/files/sitedocument/delete/?{query}")
    assert not SiteDocument.objects.exists()

    put_back(admin_client, collection=files[0].collection_id)

    assert SiteDocument.objects.count() == 1
    assert Deletion.objects.count() == 1


def test_a_file_whose_collection_is_gone_is_put_where_somebody_chooses(admin_client):
    root = Collection.get_first_root_node()
    closed = root.add_child(name="Closed")
    file = saved_document(collection=closed)
    delete_file(admin_client, file)
    closed.delete()
    assert "This field is required." in words(parse(put_back(admin_client)))

    put_back(admin_client, collection=root.pk)

    assert SiteDocument.objects.get(pk=file.pk).collection == root


def test_the_question_names_pages_that_are_published_drafts_and_versions_to_come(admin_client, tree):
    file = saved_document()
    tree.page(title="Shown", body=using(file))
    tree.page(title="Draft", body=using(file), live=False)
    page = tree.page(title="Changed")
    page.body = using(file)
    page.save_revision()

    question = words(read(admin_client, f"/admin/documents/delete/{file.pk}/"))

    assert "Shown (page of text, live): what leads to it in “Text → Paragraph” will lead nowhere." in question
    assert "Draft (page of text, draft): what leads to it in “Text → Paragraph” will lead nowhere." in question
    assert "Changed (page of text, live + draft): a version that is not live yet names it." in question


def test_the_bytes_go_with_the_end_of_the_deletion_and_not_before(
    admin_client, settings, time_machine, django_capture_on_commit_callbacks
):
    file = saved_document()
    delete_file(admin_client, file)
    assert blob_store.size_of(file.sha256) == len(PDF)
    time_machine.move_to(timezone.now() + datetime.timedelta(days=settings.KEEP_DELETED_DAYS + 1))
    with django_capture_on_commit_callbacks(execute=True):
        purge_deleted.call()

    assert blob_store.size_of(file.sha256) is None


def test_bytes_that_nothing_needs_go_after_a_day_and_not_while_what_wrote_them_may_still_be_under_way(db, time_machine):
    digest = blob_store.save(saved_document().file)

    assert purge_deleted.call() == (0, 0)
    assert blob_store.size_of(digest) == len(PDF)
    time_machine.move_to(timezone.now() + datetime.timedelta(days=1, minutes=1))
    assert purge_deleted.call() == (0, 1)
    assert blob_store.size_of(digest) is None


def test_kept_bytes_have_no_address(admin_client, client):
    file = saved_document()
    delete_file(admin_client, file)

    for reader in (client, admin_client):
        assert reader.get(f"/media/{blob_store.path_of(file.sha256)}").status_code == 404
