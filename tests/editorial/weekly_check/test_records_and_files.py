"""Records and files are asked once a week as well, and what is found is on the desks of those who may change them."""

import datetime

import pytest
import time_machine

from mme_site.editorial.weekly_check.checks import check_due_items
from mme_site.editorial.weekly_check.models import PageCheck
from tests.helpers.people import having_role
from tests.helpers.reading import read, words
from tests.helpers.uploads import saved_document, saved_image, using

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 2, 10, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW):
        yield


def desk(client, role="publishers"):
    client.force_login(having_role(role))
    return words(read(client, "/admin/").select_one("#no-longer-holds-section, #panel-no-longer-holds-section"))


def test_a_period_whose_review_has_come_is_on_the_desk_with_its_member(client, tree):
    tree.member("Namibia", source="AU", review_on=datetime.date(2026, 11, 1))
    tree.member("Benin", source="AU", review_on=datetime.date(2027, 1, 1))
    check_due_items()

    shown = desk(client)
    assert "Namibia" in shown and "The day of its next review has come: 1 November 2026." in shown
    assert "Benin" not in shown


def test_a_file_whose_bytes_are_gone_and_a_picture_without_words_are_on_the_desk_until_they_are_mended(client, tree):
    gone, bare, unused = saved_document(), saved_image(), saved_image()
    tree.page(body=using(gone, bare))
    gone.file.storage.delete(gone.file.name)
    check_due_items()

    shown = desk(client)
    assert "The file itself is missing. Upload it again." in shown
    assert "It has no description." in shown
    assert not PageCheck.objects.filter(record_id=str(unused.pk), record_type__model="siteimage").exists()
    bare.description = "Ministers at a table"
    bare.save()
    assert "It has no description." not in desk(client)


def test_what_readers_no_longer_see_is_off_the_desk_and_everything_is_asked_again_after_a_week(client, tree):
    member = tree.member("Namibia", source="AU", review_on=datetime.date(2026, 11, 1))
    asked = check_due_items()
    assert check_due_items() == 0
    type(member).objects.filter(pk=member.pk).update(live=False)

    with time_machine.travel(NOW + datetime.timedelta(days=8)):
        assert check_due_items() == asked - 1
        assert "Namibia" not in desk(client)


def test_who_may_not_change_records_and_files_does_not_see_them(client, tree):
    tree.member("Namibia", source="AU", review_on=datetime.date(2026, 11, 1))
    tree.page(body=using(saved_image()))
    check_due_items()

    shown = desk(client, "translators fr")
    assert "Namibia" not in shown and "no description" not in shown
