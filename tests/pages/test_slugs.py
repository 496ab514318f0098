"""A slug belongs to one page, whatever its language: two pages of one address would leave one of them unread."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Page

from home.models import StandardPage
from meetings.duplicate import duplicate
from meetings.models import MeetingPage
from mme_site.editorial.recovery.models import Deletion
from mme_site.editorial.recovery.restoring import restore
from tests.helpers.editing import errors, filled_in
from tests.helpers.people import administrator, having_role
from tests.helpers.reading import parse, read, words
from tests.helpers.translations import translated

pytestmark = pytest.mark.django_db

DAY = datetime.date(2019, 5, 6)


@pytest.fixture
def lists(tree):
    """The lists of meetings in English and in French."""
    translated(tree.home, title="Partenariat")
    return {"en": tree.meetings, "fr": translated(tree.meetings, title="Réunions")}


def write(parent, live=True, **fields):
    fields = {"title": "Dakar", "slug": "dakar", "kind": "summit", "start_date": DAY, **fields}
    return parent.add_child(instance=MeetingPage(live=live, locale=parent.locale, **fields))


BOTH_WAYS = pytest.mark.parametrize(("first", "second"), [("en", "fr"), ("fr", "en"), ("fr", "ar")])


@BOTH_WAYS
@pytest.mark.parametrize("live", [True, False])
def test_no_page_takes_the_slug_that_a_page_of_another_language_has(tree, lists, first, second, live):
    lists["ar"] = translated(tree.meetings, "ar", title="الاجتماعات")
    write(lists[first], live=live)

    with pytest.raises(ValidationError) as refused:
        write(lists[second], live=live)

    assert list(refused.value.message_dict) == ["slug"]


@BOTH_WAYS
def test_a_slug_made_from_the_title_is_another_one(tree, lists, first, second):
    lists["ar"] = translated(tree.meetings, "ar", title="الاجتماعات")
    write(lists[first])

    assert write(lists[second], slug="").slug == "dakar-2"


@BOTH_WAYS
def test_no_version_that_is_published_later_takes_it(tree, lists, first, second):
    lists["ar"] = translated(tree.meetings, "ar", title="الاجتماعات")
    page = write(lists[second], slug="other")
    page.slug = "dakar"
    revision = page.save_revision()
    write(lists[first])

    with pytest.raises(ValidationError):
        revision.publish()

    assert Page.objects.get(pk=page.pk).slug == "other"


def test_the_slug_of_a_translation_that_an_editor_changed_is_taken_too(tree, lists):
    tripoli = tree.meeting(slug="tripoli")
    translated(tripoli, slug="sommet-de-tripoli")

    with pytest.raises(ValidationError):
        write(lists["en"], slug="sommet-de-tripoli")
    write(lists["en"])
    with pytest.raises(ValidationError):
        translated(tripoli, slug="dakar")


def test_a_page_and_its_translations_share_their_slug_and_other_lists_are_free(client, tree, lists):
    dakar = write(lists["fr"])
    version = translated(dakar, "ar", title="داكار")
    elsewhere = tree.page(slug="dakar")

    assert (dakar.slug, version.slug, elsewhere.slug) == ("dakar",) * 3
    assert words(read(client, "/ar/meetings/dakar/").h1) == "داكار"


def test_no_page_is_moved_or_copied_to_where_its_slug_is_taken(client, tree, lists):
    about = tree.page(slug="about")
    french = translated(about, title="À propos")
    french.add_child(instance=StandardPage(title="Contact", slug="contact", locale=french.locale))
    page = tree.page(slug="contact", title="Contact us")
    client.force_login(having_role("administrators"))

    with pytest.raises(ValidationError):
        page.move(about, pos="last-child")
    moved = client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, about.pk]))
    copied = client.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]),
        {"new_title": "Contact", "new_slug": "contact", "new_parent_page": str(about.pk)},
    )

    assert moved.status_code == 302 and "/move/" in moved["Location"]
    assert "in this language or another" in words(parse(copied).main)
    assert Page.objects.get(pk=page.pk).get_parent().pk == tree.home.pk and not about.get_children().exists()


def test_the_form_says_so_beside_the_slug(client, tree, lists):
    write(lists["fr"])
    client.force_login(having_role("editors"))
    address = reverse("wagtailadmin_pages:add", args=["meetings", "meetingpage", tree.meetings.pk])

    answer = client.post(address, filled_in(client.get(address), slug="dakar", start_date="2019-05-06"))

    text = "Another page here has the slug “dakar”, in this language or another. Choose another one."
    assert errors(answer)["slug"] == [text]


def test_what_was_deleted_comes_back_beside_it_under_another_slug(tree, lists):
    meeting = tree.meeting(slug="dakar")
    MeetingPage.objects.get(pk=meeting.pk).delete()
    write(lists["fr"])

    page, said = restore(Deletion.objects.get())

    assert page.slug == "dakar-1"
    assert "dakar-1" in " ".join(map(str, said))


def test_the_next_meeting_begins_under_a_slug_that_is_free_in_all_languages(tree, lists):
    write(lists["fr"], slug="after-tripoli")

    assert duplicate(tree.meeting(slug="tripoli"), administrator()).slug == "after-tripoli-1"
