"""The guide for editors: its contents, its pictures, and the links to it beside what it explains."""

import io
import re

import pytest
from django.utils import translation
from PIL import Image
from wagtail.models import Locale

from meetings.models import DocumentPage, MeetingPage
from mme_site.editorial.guide.pictures import FOLDER, pictures
from mme_site.editorial.guide.screens import sections
from mme_site.editorial.guide.texts import headings, path_of
from tests.helpers.people import having_role
from tests.helpers.reading import parse, read, words
from tests.helpers.uploads import saved_document

HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
LINK_BELOW = re.compile(r"\]\(#([\w-]+)\)")
PICTURE = re.compile(r"^!\[(.+)\]\(screenshots/admin/([\w-]+)\.png\)$", re.MULTILINE)
MOST_BYTES_OF_ONE, MOST_BYTES = 60_000, 600_000
TEXT = path_of("en").read_text(encoding="utf-8")


# The guide


def test_the_contents_name_every_section_once_and_in_order(admin_client):
    page = read(admin_client, "/admin/guide/").select_one(".guide")
    contents = page.ul.find_all("a")

    assert [link["href"] for link in contents] == [f"#{heading['id']}" for heading in page.find_all("h2")]
    assert [words(link) for link in contents] == HEADING.findall(TEXT)


def test_every_link_within_the_guide_leads_to_a_heading(admin_client):
    page = read(admin_client, "/admin/guide/").select_one(".guide")

    assert {anchor for anchor in LINK_BELOW.findall(TEXT) if not page.find(id=anchor)} == set()


def test_the_guide_has_one_title(admin_client):
    assert [words(title) for title in read(admin_client, "/admin/guide/").find_all("h1")] == ["Guide for editors"]


# Its pictures


def test_every_picture_stands_in_the_guide_with_words_for_those_who_do_not_see_it():
    named = PICTURE.findall(TEXT)

    assert TEXT.count("![") == len(named)
    assert sorted(name for _words, name in named) == sorted(pictures())
    assert [said for said, _name in named if len(said) < 40] == []


def test_the_admin_serves_the_pictures_with_their_size(admin_client):
    shown = read(admin_client, "/admin/guide/").select(".guide img")

    assert len(shown) == len(pictures())
    for image in shown:
        response = admin_client.get(image["src"])
        assert response.headers["Content-Type"] == "image/png"
        with Image.open(io.BytesIO(response.getvalue())) as picture:
            assert (str(picture.width), str(picture.height)) == (image["width"], image["height"])


def test_the_pictures_are_small_enough_for_the_repository():
    sizes = {path.name: path.stat().st_size for path in FOLDER.iterdir()}

    assert {name: size for name, size in sizes.items() if size > MOST_BYTES_OF_ONE} == {}
    assert sum(sizes.values()) <= MOST_BYTES


@pytest.mark.parametrize(
    "name",
    [
        "no-such.png",
        "../overview-1280-light-ltr.png",
        "..%2Foverview-1280-light-ltr.png",
        "..%2F..%2F..%2Fmanage.py",
        "%2Fetc%2Fpasswd",
        ".png",
        "",
    ],
)
def test_no_other_file_is_served_at_their_addresses(admin_client, name):
    response = admin_client.get(f"/admin/guide/pictures/{name}", follow=True)  # the admin puts a slash at the end

    assert response.status_code == 404


@pytest.mark.django_db
def test_nobody_sees_guide_or_pictures_without_signing_in(client):
    for address in ("/admin/guide/", "/admin/guide/pictures/desk.png", "/admin/guide/pictures/no-such.png"):
        assert client.get(address).status_code == 302


# Beside the screens


def test_every_section_that_a_screen_names_stands_in_the_guide(admin_client):
    page = read(admin_client, "/admin/guide/")

    assert {section.heading for section in sections().values()} <= set(HEADING.findall(TEXT))
    assert [section.anchor for section in sections().values() if not page.find("h2", id=section.anchor)] == []


def links_to_the_guide(response):
    """Return the links of a screen to sections of the guide: what each is called, and where it leads."""
    links = parse(response).select('a[href^="/admin/guide/#"]')
    return [(link.get("aria-label") or words(link), link["href"]) for link in links]


@pytest.fixture
def address_of(tree):
    """Return the address of a screen by its name."""
    meeting, document = tree.meeting(title="Fourth summit"), tree.document(title="Declaration")
    Locale.objects.create(language_code="fr")
    about, member, file = tree.page(title="About"), tree.member("Benin"), saved_document()
    pages = "/admin/pages"
    return {
        "a meeting": f"{pages}/{meeting.pk}/edit/",
        "a new meeting": f"{pages}/add/{MeetingPage._meta.app_label}/meetingpage/{tree.meetings.pk}/",
        "a document": f"{pages}/{document.pk}/edit/",
        "a new document": f"{pages}/add/{DocumentPage._meta.app_label}/documentpage/{tree.documents.pk}/",
        "a theme": f"{pages}/{tree.theme(title='Trade').pk}/edit/",
        "a page of text": f"{pages}/{about.pk}/edit/",
        "a page's history": f"{pages}/{about.pk}/history/",
        "a page to delete": f"{pages}/{about.pk}/delete/",
        "a page to move": f"{pages}/{about.pk}/move/",
        "a translation to begin": f"/admin/localize/submit/page/{about.pk}/",
        "the list of members": f"{pages}/{tree.members.pk}/edit/",
        "the pages": f"{pages}/{tree.home.pk}/",
        "a member": f"/admin/snippets/members/member/edit/{member.pk}/",
        "a new member": "/admin/snippets/members/member/add/",
        "the members": "/admin/snippets/members/member/",
        "a draft to share": f"/admin/sharing/{about.pk}/",
        "a file": f"/admin/documents/edit/{file.pk}/",
        "header and footer": f"/admin/settings/home/sitesettings/{tree.site.pk}/",
    }.get


SCREENS = [
    ("a meeting", "Put up a meeting"),
    ("a new meeting", "Put up a meeting"),
    ("a document", "Put up a document"),
    ("a new document", "Put up a document"),
    ("a theme", "Put up a page of text"),
    ("a page of text", "Put up a page of text"),
    ("a page's history", "Go back to an earlier version"),
    ("a page to delete", "Delete something, and undo it"),
    ("a page to move", "Move or rename a page"),
    ("the pages", "Find your way"),
    ("a translation to begin", "Translate a page"),
    ("the list of members", "See a page as readers will see it"),
    ("a member", "Correct a member, a period, a name"),
    ("a new member", "Correct a member, a period, a name"),
    ("the members", "Correct a member, a period, a name"),
    ("a draft to share", "Show a draft to somebody without an account"),
    ("a file", "Replace a file by a corrected one"),
    ("header and footer", "Change the menu, the notice or the footer"),
    ("/admin/", "Begin the day at your desk"),
    ("/admin/account/", "Use the admin in your language"),
    ("/admin/documents/", "See whether readers can search inside a file"),
    ("/admin/images/add/", "Put up a picture"),
    ("/admin/import/", "Change or put up many at once with a spreadsheet"),
    ("/admin/import/files/", "Add many files to documents at once"),
    ("/admin/redirects/", "Move or rename a page"),
    ("/admin/reports/broken-links/", "Mend broken links"),
    ("/admin/reports/deleted/", "Delete something, and undo it"),
    ("/admin/reports/file-texts/", "See whether readers can search inside a file"),
    ("/admin/reports/publishing/", "See what will go live, and what did"),
    ("/admin/reports/publishing/month/", "See what will go live, and what did"),
    ("/admin/reports/publishing/calendar-address/", "See what will go live, and what did"),
    ("/admin/reports/searches/", "See what readers search for"),
    ("/admin/reports/shared-drafts/", "Show a draft to somebody without an account"),
    ("/admin/reports/to-check/", "Check the facts that wait"),
    ("/admin/snippets/search/promotedresult/add/", "Put a page first in the search, or leave one out"),
    ("/admin/snippets/search/synonym/", "Make the search find other words for the same thing"),
]


@pytest.mark.parametrize(("screen", "heading"), SCREENS)
def test_a_screen_leads_to_the_section_that_explains_it(admin_client, address_of, screen, heading):
    response = admin_client.get(address_of(screen) or screen, follow=True)

    anchor = "-".join(re.findall(r"\w+", heading.lower()))
    assert links_to_the_guide(response) == [(f"Guide: {heading}", f"/admin/guide/#{anchor}")]


def test_a_screen_that_the_guide_says_nothing_of_has_no_link(admin_client):
    assert links_to_the_guide(admin_client.get("/admin/collections/")) == []


@pytest.mark.django_db
def test_editors_have_the_links_and_the_guide_as_well(client, tree):
    client.force_login(having_role("editors"))
    meeting = tree.meeting(live=False)

    assert links_to_the_guide(client.get(f"/admin/pages/{meeting.pk}/edit/"))
    assert read(client, "/admin/guide/").find(id="put-up-a-meeting")


# In other languages


@pytest.mark.parametrize("language", ["fr", "pt", "ar"])
def test_the_guide_is_read_in_the_readers_language_and_its_links_lead_to_its_headings(admin_client, language):
    page = read(admin_client, f"/admin/guide/?in={language}").select_one(".guide")

    assert page["lang"] == language and page["dir"] == ("rtl" if language == "ar" else "ltr")
    assert [words(heading) for heading in page.find_all("h2")] == list(headings(language).values())
    contents = [link["href"] for link in page.ul.find_all("a")]
    assert contents == [f"#{heading['id']}" for heading in page.find_all("h2")]


def test_the_french_guide_has_every_section_and_picture_of_the_english_one_in_its_order():
    french = path_of("fr").read_text(encoding="utf-8")

    assert list(headings("fr")) == HEADING.findall(TEXT)
    assert [name for _words, name in PICTURE.findall(french)] == [name for _words, name in PICTURE.findall(TEXT)]
    assert HEADING.findall(french) == list(headings("fr").values())


@pytest.mark.parametrize("language", ["pt", "ar"])
def test_the_chapters_for_translators_are_in_their_languages(language):
    assert "Translate a page" in headings(language)
    assert set(headings(language)) <= set(HEADING.findall(TEXT))


def test_the_help_of_a_screen_leads_to_the_guide_in_the_readers_language():
    screens = sections()
    meeting, synonym = screens[MeetingPage], next(one for one in screens.values() if "other words" in one.heading)
    with translation.override("fr"):
        assert meeting.words == "Mettre en ligne une réunion"
        assert meeting.url == "/admin/guide/#mettre-en-ligne-une-réunion"
    with translation.override("ar"):
        assert synonym.url == "/admin/guide/?in=en#make-the-search-find-other-words-for-the-same-thing"
