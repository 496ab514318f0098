"""Until its hour nothing of a page is public, through any door; from its hour on, all of it is."""

import re

import pytest
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale

from meetings.models import MeetingPage
from tests.helpers.editing import PUBLISH, PageEditor, filled_in
from tests.helpers.embargo import ASKED, NAMES_NO_PAGE, SECRET, WORDS, Embargo, reveals_secret
from tests.helpers.factories import hide
from tests.helpers.scheduling import in_an_hour, publish_at, schedule

pytestmark = pytest.mark.django_db


@pytest.fixture
def embargo(tree):
    return Embargo(tree)


def stored(page):
    return type(page).objects.get(pk=page.pk)


# Nothing before the hour


def keep_as_drafts(embargo):
    embargo.add_aliases_and_translations()


def set_an_hour(embargo):
    embargo.add_aliases_and_translations()
    hour = in_an_hour()
    for page in embargo.pages:
        schedule(page, hour)
    return hour


def make_live(embargo):
    for page in embargo.pages:
        page.save_revision().publish()
    embargo.add_aliases_and_translations()


def let_expire(embargo):
    make_live(embargo)
    hour = in_an_hour()
    for page in map(stored, embargo.pages):
        page.expire_at = hour
        page.save_revision().publish()
    publish_at(hour)


def take_down(embargo):
    make_live(embargo)
    for page in map(stored, embargo.pages):
        page.unpublish()


@pytest.mark.parametrize("hide_them", [keep_as_drafts, set_an_hour, let_expire, take_down])
def test_nothing_of_pages_that_are_not_live_is_public_through_any_door(client, embargo, hide_them):
    hide_them(embargo)

    answers = {address: client.get(address) for address in embargo.own_doors}

    assert {response.status_code for response in answers.values()} == {404}
    assert [address for address, response in answers.items() if reveals_secret(response)] == []
    assert embargo.told_by(client) == []
    assert [client.get(address).status_code for address in embargo.file_doors] == [404, 404]


def test_nothing_of_private_pages_is_public_through_any_door(client, embargo):
    make_live(embargo)
    for page in embargo.pages:
        hide(page)

    answers = [client.get(address) for address in embargo.own_doors]

    assert {response.status_code for response in answers} == {302}
    assert all(response.headers["Location"].startswith("/admin/login/?next=/") for response in answers)
    assert embargo.told_by(client) == []
    assert [client.get(address).status_code for address in embargo.file_doors] == [302, 302]


def test_no_word_in_an_address_opens_a_page_before_its_hour(client, embargo):
    set_an_hour(embargo)
    page = embargo.document

    asked = ["?preview=true", "?mode=draft&preview_token=1", "?in_preview_panel=true", "?format=json", "json/", "edit/"]
    answers = [client.get(page.url + word) for word in asked]
    signed_out = [client.get(f"/admin/pages/{page.pk}/{view}/") for view in ("edit", "view_draft", "edit/preview")]

    assert {answer.status_code for answer in answers} == {404}
    assert not any(map(reveals_secret, answers))
    assert {answer.status_code for answer in signed_out} == {302}
    assert not any(map(reveals_secret, signed_out))


def test_a_request_for_the_headers_alone_tells_no_more(client, embargo):
    set_an_hour(embargo)

    doors = [embargo.document.url, *embargo.file_doors]
    # A missing page repeats the words of its address, and its length: elsewhere is as long.
    nowhere = [re.sub(r"(?<=^/)[^/]+", lambda first: "x" * len(first[0]), doors[0])]
    nowhere += [re.sub(r"\d", lambda digit: str(9 - int(digit[0])), door) for door in embargo.file_doors]
    answers, others = [client.head(door) for door in doors], [client.head(door) for door in nowhere]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert [answer.status_code for answer in others] == [404] * 3
    assert lengths(answers) == lengths(others)


def test_the_page_above_a_live_one_is_not_named_while_it_is_not_live(client, tree):
    above = tree.page(title="The secret above", slug="above")
    below = tree.page(parent=above, slug="below")
    above.unpublish()

    assert "The secret above" not in client.get(below.url).content.decode()


def test_a_page_that_is_made_and_scheduled_at_once_is_never_live_for_a_moment(admin_client, tree, monkeypatch):
    lives = []
    save = MeetingPage.save

    def see(page, *args, **kwargs):
        save(page, *args, **kwargs)
        lives.append(MeetingPage.objects.get(pk=page.pk).live)

    monkeypatch.setattr(MeetingPage, "save", see)
    editor = PageEditor(admin_client)
    address = editor.address(MeetingPage, tree.meetings)
    hour = timezone.localtime(in_an_hour()).strftime("%Y-%m-%d %H:%M")
    form = filled_in(admin_client.get(address), **WORDS, go_live_at=hour)
    admin_client.post(address, form | PUBLISH)

    assert MeetingPage.objects.get(slug=WORDS["slug"]).go_live_at
    assert set(lives) == {False}


# All of it from the hour on


def test_from_their_hour_on_pages_are_public_through_every_door(client, embargo):
    publish_at(set_an_hour(embargo))

    assert {client.get(address).status_code for address in embargo.own_doors} == {200}
    assert [client.get(address).status_code for address in embargo.file_doors] == [200, 200]
    silent = [address for address in embargo.other_doors if not tells_between_header_and_footer(client.get(address))]
    assert silent == [embargo.tree.members.url, *NAMES_NO_PAGE]


def tells_between_header_and_footer(response):
    """Return True when an answer names what was under embargo by more than the menu."""
    content = f"{response.headers.get('Location')} {response.content.decode()}".lower()
    return SECRET in content.partition("<main")[2].partition("</main")[0] if "<main" in content else SECRET in content


def lengths(answers):
    return [answer.headers["Content-Length"] for answer in answers]


# Aliases, in the words of the fault (wagtail#11344)


def test_an_alias_of_a_scheduled_draft_waits_for_the_hour(client, tree):
    page = tree.meeting(live=False, slug="draft")
    alias = page.create_alias(update_slug="alias")
    hour = in_an_hour()
    schedule(page, hour)
    before = client.get(alias.url).status_code
    publish_at(hour)

    assert (before, client.get(alias.url).status_code) == (404, 200)


def test_an_alias_of_a_private_page_is_private_in_lists_as_well(client, tree):
    page = tree.meeting(title="The Zanzibar quokka", slug="one")
    page.create_alias(update_slug="two")
    hide(page)

    assert not reveals_secret(client.get(tree.meetings.url))
    assert not reveals_secret(client.get(f"/search/?q={ASKED}"))
    assert "/two/" not in client.get("/sitemap.xml").content.decode()


# Links and redirects


def test_a_text_in_another_language_does_not_lead_to_a_private_translation(client, tree):
    french = Locale.objects.create(language_code="fr")
    target = tree.page(title="Target", slug="target")
    linking = tree.page(slug="linking", body=[("paragraph", f'<p><a linktype="page" id="{target.pk}">it</a></p>')])
    translation = target.copy_for_translation(french, copy_parents=True)
    translation.title, translation.slug = "Zanzibar", "zanzibar"
    translation.live = True
    translation.save()
    public = client.get("/fr/target/", follow=True)
    hide(translation)

    assert (reveals_secret(public), reveals_secret(client.get("/fr/target/", follow=True))) == (True, False)
    assert not reveals_secret(client.get(f"/fr/{linking.slug}/"))


def test_a_redirect_to_a_private_page_opens_to_those_who_may_read_it(client, admin_client, tree):
    page = tree.page(slug="zanzibar")
    hide(page)
    Redirect.objects.create(old_path="/former", redirect_page=page)

    assert client.get("/former/").status_code == 404
    assert admin_client.get("/former/").headers["Location"] == page.url


def test_a_redirect_elsewhere_is_followed(client, tree):
    Redirect.objects.create(old_path="/former", redirect_link="https://au.int/")

    assert client.get("/former/?a=b").headers["Location"] == "https://au.int/"
