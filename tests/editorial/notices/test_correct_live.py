"""The form in which what readers see is corrected while a later version waits for its hour."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from mme_site.publishing import live_corrections
from mme_site.publishing.models import Schedule
from tests.helpers.editing import PUBLISH, draft_of, errors, filled_in, is_refused
from tests.helpers.people import administrator, allowed, having_role
from tests.helpers.reading import parse
from tests.helpers.scheduling import HOUR, in_an_hour, publish_at, schedule

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(tree):
    """A public page whose next version waits for its hour."""
    page = tree.page(title="Declaration", summary="With a mistak")
    schedule(page, in_an_hour(), title="Declaration of Tunis", summary="Later words")
    return page


@pytest.fixture
def client():
    client = Client()
    client.force_login(administrator())
    return client


def address_of(page):
    return reverse("correct_live", args=[page.pk])


def correct(client, page, opened=None, **typed):
    """Type into the form and publish; return where that leads."""
    opened = opened or client.get(address_of(page))
    action = parse(opened).select_one("#page-edit-form")["action"]
    return client.post(action, filled_in(opened, **typed) | PUBLISH)


def told(response):
    return [str(message).strip() for message in get_messages(response.wsgi_request)]


def now(page):
    return type(page).objects.get(pk=page.pk)


def test_the_message_above_the_locked_form_leads_to_the_live_version(client, page):
    locked = parse(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))

    link = locked.select_one(f'.messages a[href="{address_of(page)}"]')
    assert link.text == "Correct what is live now"

    form = client.get(address_of(page))
    assert form.context_data["form"].initial["title"] == "Declaration"
    [said] = told(form)
    assert said.startswith("This is what readers see now.")
    buttons = [button.text.strip() for button in parse(form).select("footer button[type=submit]")]
    assert buttons == ["Publish the correction"]
    assert not parse(form).select("[data-controller~=w-autosave]")


def test_one_message_says_what_readers_see_now_and_which_words_stay(client, page):
    response = correct(client, page, summary="With a mistake mended", seo_title="Mended")

    assert errors(response) == {}
    [said] = told(response)
    assert "“Declaration” is corrected." in said
    assert "keeps its own words in: Summary." in said
    assert (now(page).title, now(page).summary) == ("Declaration", "With a mistake mended")
    assert draft_of(page)["seo_title"] == "Mended"
    assert Schedule.objects.open().of(page).count() == 1


def test_a_correction_of_other_words_is_in_both(client, page):
    [said] = told(correct(client, page, seo_title="Mended"))

    assert "is corrected, and so is the version that goes live at" in said


def test_the_whole_form_unchanged_changes_nothing(client, page):
    before = now(page).live_revision_id

    assert told(correct(client, page)) == ["Nothing was changed."]
    assert now(page).live_revision_id == before


def test_what_is_typed_too_late_is_kept_as_a_draft(client, page):
    opened = client.get(address_of(page))
    publish_at(in_an_hour() + HOUR)

    response = correct(client, page, opened, summary="Typed too late")

    assert "Your text is a draft." in told(response)[0]
    assert (now(page).title, now(page).summary) == ("Declaration of Tunis", "Later words")
    assert draft_of(page)["summary"] == "Typed too late"


def test_who_began_before_somebody_else_corrected_it_sees_the_own_text_again(client, page):
    opened = client.get(address_of(page))
    other = live_corrections.copy_of_live(page)
    other.seo_title = "Mended by somebody else"
    live_corrections.correct(other, None, page.live_revision_id)

    again = correct(client, page, opened, seo_title="Typed at the same time")

    assert "readers see another text since you began" in told(again)[0]
    assert again.context_data["form"]["seo_title"].value() == "Typed at the same time"
    assert now(page).seo_title == "Mended by somebody else"
    assert "is corrected" in told(correct(client, page, again, seo_title="Typed at the same time"))[0]
    assert now(page).seo_title == "Typed at the same time"


def test_a_script_does_not_save_it_in_between(client, page):
    opened = client.get(address_of(page))
    posted = filled_in(opened, summary="Half a wor")

    answer = client.post(address_of(page), posted, headers={"accept": "application/json"})

    assert answer.json()["success"] is False
    assert draft_of(page)["summary"] == "Later words"


def test_the_preview_shows_the_correction(client, page):
    opened = client.get(address_of(page))
    address = reverse("preview_correction", args=[page.pk])

    answer = client.post(address, filled_in(opened, title="Declaration, mended"))

    assert answer.json() == {"is_valid": True, "is_available": True}
    assert "Declaration, mended" in client.get(address).content.decode()


def test_who_may_not_publish_it_is_refused_and_offered_nothing(tree, page):
    client = Client()
    client.force_login(allowed("change", below=tree.home))

    assert is_refused(client.get(address_of(page)))
    assert is_refused(client.post(address_of(page), PUBLISH))
    assert address_of(page) not in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


def test_a_page_that_somebody_has_locked_is_not_corrected_by_others(client, page):
    type(page).objects.filter(pk=page.pk).update(locked=True, locked_by=administrator())

    assert is_refused(client.get(address_of(page)))


def test_where_nothing_waits_the_ordinary_form_opens(client, tree):
    page = tree.page()

    assert client.get(address_of(page)).url == reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_a_draft_has_nothing_live_to_correct(client, tree):
    page = tree.page(live=False)
    schedule(page, in_an_hour())

    assert is_refused(client.get(address_of(page)))
    assert address_of(page) not in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


# Records


@pytest.fixture
def member(tree):
    """A public member whose next version waits for its hour."""
    member = tree.member("Namibia")
    member.note = "With a mistak"
    member.save_revision().publish()
    schedule(member, in_an_hour(), note="Later words")
    return member


def edit_address(member):
    return f"/admin/snippets/members/member/edit/{member.pk}/"


def correct_record(client, member, opened=None, **typed):
    opened = opened or client.get(f"/admin/snippets/members/member/correct/{member.pk}/")
    action = parse(opened).select_one("#w-editor-form")["action"]
    return client.post(action, filled_in(opened, **typed) | PUBLISH)


def test_the_form_of_a_record_leads_to_the_version_that_readers_see(client, member):
    opened = parse(client.get(edit_address(member)))

    link = opened.select_one(f'.messages a[href="/admin/snippets/members/member/correct/{member.pk}/"]')
    assert link.text.strip() == "Correct what is live now"
    form = client.get(link["href"])
    assert "With a mistak" in parse(form).select_one("[name=note]").text
    assert [text.startswith("This is what readers see now.") for text in told(form)] == [True]
    buttons = [button.text.strip() for button in parse(form).select("footer button[type=submit]")]
    assert buttons == ["Publish the correction"]


def test_a_correction_of_a_record_is_in_both_where_the_later_one_has_other_words(client, member):
    response = correct_record(client, member, official_name="Republic of Namibia")

    assert errors(response) == {}
    assert ["is corrected, and so is the version that goes live at" in text for text in told(response)] == [True]
    assert (now(member).official_name, now(member).note) == ("Republic of Namibia", "With a mistak")
    publish_at(in_an_hour() + HOUR)
    assert (now(member).official_name, now(member).note) == ("Republic of Namibia", "Later words")


def test_a_record_that_went_live_meanwhile_keeps_what_was_typed_as_a_draft(client, member):
    opened = client.get(f"/admin/snippets/members/member/correct/{member.pk}/")
    publish_at(in_an_hour() + HOUR)

    response = correct_record(client, member, opened, note="Typed too late")

    assert "Your text is a draft." in told(response)[0]
    assert now(member).note == "Later words"
    assert now(member).get_latest_revision().content["note"] == "Typed too late"


def test_who_may_not_publish_records_is_offered_nothing(member):
    client = Client()
    client.force_login(having_role("editors"))
    address = f"/admin/snippets/members/member/correct/{member.pk}/"

    assert is_refused(client.get(address))
    assert address not in client.get(edit_address(member)).content.decode()
