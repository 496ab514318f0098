"""Until its hour nothing of the next version of what is live is public; from its hour on, all of it is."""

import pytest
from wagtail.models import Locale, Page

from meetings.models import DocumentFile
from tests.helpers.embargo import ASKED, SECRET, WORDS, reveals_secret
from tests.helpers.scheduling import in_an_hour, publish_at, schedule
from tests.helpers.uploads import saved_document, saved_image, using

pytestmark = pytest.mark.django_db


# The next version of what is live


@pytest.fixture
def updated(tree):
    """Live pages of each type, with aliases and translations; return them and the next version's file and picture."""
    pages = [make(title="Before", slug="before") for make in (tree.page, tree.theme, tree.meeting, tree.document)]
    french, _is_new = Locale.objects.get_or_create(language_code="fr")
    for page in pages:
        page.create_alias(update_slug="before-alias")
        page.copy_for_translation(french, copy_parents=True, alias=True)
    return pages, saved_document(), saved_image()


def schedule_update(pages, document, image, hour):
    """Let each page be rewritten at the hour, with a file and a picture that it did not have."""
    for page in pages:
        body = [*using(document, image), ("paragraph", "<p>Of Zanzibar and its quokka.</p>")]
        lines = {"files": [DocumentFile(language="en", file=document)]} if hasattr(page, "files") else {}
        schedule(page, hour, **WORDS, **lines, body=body)


def test_an_update_is_public_through_no_door_before_its_hour_and_through_all_after(client, tree, updated):
    pages, document, image = updated
    hour = in_an_hour()
    schedule_update(pages, document, image, hour)
    files = [document.url, image.get_rendition("width-100").url]

    before = doors(client)
    files_before = [client.get(address).status_code for address in files]
    publish_at(hour)
    after = doors(client)

    assert set(before.values()) == {(200, False)}
    assert files_before == [404, 404]
    own = [address for address in after if SECRET in address]
    assert len(own) == len(pages)
    assert {after[address] for address in own} == {(200, True)}
    lists = [tree.themes.url, tree.meetings.url, tree.documents.url, f"/search/?q={ASKED}", "/sitemap.xml"]
    assert {after[address] for address in lists} == {(200, True)}
    assert [client.get(address).status_code for address in files] == [200, 200]


def doors(client):
    """Return the status of every public address, and whether it tells of the update."""
    addresses = [page.url for page in Page.objects.filter(depth__gt=1) if page.url]
    answers = {one: client.get(one) for one in [*addresses, f"/search/?q={ASKED}", "/sitemap.xml"]}
    return {one: (answer.status_code, reveals_secret(answer)) for one, answer in answers.items()}


def test_the_address_of_an_update_is_not_there_before_its_hour(client, tree):
    page = tree.meeting(title="Before", slug="before")
    schedule(page, in_an_hour(), **WORDS)

    assert client.get(page.url).status_code == 200
    assert client.get(page.url.replace("before", WORDS["slug"])).status_code == 404


# Members


MEMBER_DOORS = [
    "/",
    "/members/",
    "/members/zanzibar/",
    "/members/?as_of=2015-01-01",
    "/search/?q=zanzibar",
    "/sitemap.xml",
]


def said_of_members(client):
    """Return every answer of the doors of members, without what the visitor typed."""
    return [client.get(address).content.decode().lower().replace('value="zanzibar"', "") for address in MEMBER_DOORS]


def test_nothing_of_a_member_that_is_not_live_is_public(client, tree):
    tree.member("Benin")
    without = said_of_members(client)
    member = tree.member("Zanzibar")
    type(member).objects.filter(pk=member.pk).update(live=False)

    assert said_of_members(client) == without


def test_nothing_of_the_next_version_of_a_member_is_public_before_its_hour(client, tree):
    member = tree.member("Benin")
    without = said_of_members(client)
    hour = in_an_hour()
    schedule(member, hour, name_en="Zanzibar", slug="zanzibar", official_name="Zanzibar")
    scheduled = said_of_members(client)
    publish_at(hour)

    assert scheduled == without
    assert "zanzibar" in client.get("/members/zanzibar/").content.decode().lower()
