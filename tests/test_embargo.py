"""Until its hour nothing of a page is public, through any door; from its hour on, all of it is."""

import datetime

import pytest
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site

from home.models import KeyDocument, SiteSettings
from meetings.models import AgendaItem, AgendaPaper, DocumentFile, DocumentRelation, MeetingPage
from tests.editing import PUBLISH, PageEditor, filled_in
from tests.factories import MeetingSeriesFactory, hide
from tests.scheduling import in_an_hour, publish_at, schedule
from tests.uploads import saved_document, saved_image, using

pytestmark = pytest.mark.django_db

SECRET = "zanzibar"  # stands in the title, summary, text and slug of what is under embargo
ASKED = "quokka"  # stands beside it, for a search whose own words give nothing away
WORDS = {"title": "The Zanzibar quokka", "summary": "On Zanzibar.", "slug": "zanzibar-quokka"}
NAMES_NO_PAGE = ["/robots.txt", "/nowhere/"]


# What is under embargo, with everything that could name it


class Embargo:
    """A page of each type under embargo, their file and picture, and a public site that names them wherever it can."""

    def __init__(self, tree):
        self.tree = tree
        self.file, self.picture = saved_document(), saved_image()
        self.picture_address = self.picture.get_rendition("width-100").url
        body = [*using(self.file, self.picture), ("paragraph", "<p>Of Zanzibar and its quokka.</p>")]
        made = {**WORDS, "body": body, "live": False}
        series = MeetingSeriesFactory(slug="series")
        self.text = tree.page(**made, parent=tree.page(slug="above"))
        self.theme = tree.theme(**made)
        self.meeting = tree.meeting(**made, series=series, start_date=datetime.date(2014, 4, 2))
        self.document = tree.document(**made)
        self.pages = [self.text, self.theme, self.meeting, self.document]
        DocumentFile.objects.create(document=self.document, language="en", file=self.file)
        self.name_on_overview(series)
        self.name_on_meetings(series)
        self.name_on_documents()
        self.name_everywhere()
        for page in self.pages:
            page.save_revision()

    def name_on_overview(self, series):
        self.tree.home.own_series = [series]
        self.tree.home.founding_meeting = self.meeting
        self.tree.home.save()
        KeyDocument.objects.create(partnership=self.tree.home, document=self.document)

    def name_on_meetings(self, series):
        """Put meetings before and after it in its series, with its document as a paper and as an outcome."""
        self.tree.meeting(series=series, start_date=datetime.date(2013, 4, 2), slug="before", themes=[self.theme])
        meeting = self.tree.meeting(series=series, start_date=datetime.date(2015, 4, 2), slug="after")
        item = AgendaItem.objects.create(meeting=meeting, title="First")
        AgendaPaper.objects.create(item=item, document=self.document)
        self.document.meeting = meeting
        self.document.save()

    def name_on_documents(self):
        """Relate documents to its document, its meeting and its theme."""
        self.tree.document(slug="adopted", meeting=self.meeting)
        self.tree.document(slug="discussed", discussed_at=[self.meeting], themes=[self.theme])
        earlier, later = self.tree.document(slug="earlier"), self.tree.document(slug="later")
        DocumentRelation.objects.create(document=self.document, target=earlier)
        DocumentRelation.objects.create(document=later, target=self.document)

    def name_everywhere(self):
        """Link to each in a text, in the menu, and from a former address."""
        links = "".join(f'<p>See <a linktype="page" id="{page.pk}">it</a>.</p>' for page in self.pages)
        self.tree.page(body=[("paragraph", links)], slug="linking")
        menu = [{"type": "entry", "value": {"page": page.pk, "text": "", "below": []}} for page in self.pages]
        SiteSettings.objects.create(site=Site.objects.get(), menu=menu)
        for number, page in enumerate(self.pages):
            Redirect.objects.create(old_path=f"/former/{number}", redirect_page=page)

    def add_aliases_and_translations(self):
        """Let each stand at a second place, and in the French tree, as tree sync makes it."""
        french, _is_new = Locale.objects.get_or_create(language_code="fr")
        for page in self.pages:
            page.refresh_from_db()
            page.create_alias(update_slug="zanzibar-alias")
            page.copy_for_translation(french, copy_parents=True, alias=True)

    @property
    def own_doors(self):
        """The addresses of the pages themselves, their aliases and their translations."""
        own = [page.url for page in Page.objects.filter(slug__contains=SECRET)]
        assert len(own) == 3 * len(self.pages)
        return own

    @property
    def other_doors(self):
        """Every other address that the public has."""
        pages = [page.url for page in Page.objects.exclude(slug__contains=SECRET).filter(depth__gt=1) if page.url]
        former = [redirect.old_path for redirect in Redirect.objects.all()]
        return [*pages, *former, f"/search/?q={ASKED}", f"/fr/search/?q={ASKED}", "/sitemap.xml", *NAMES_NO_PAGE]

    @property
    def file_doors(self):
        return [self.file.url, self.picture_address]

    def told_by(self, client):
        """Return the other doors that say anything of them."""
        return [address for address in self.other_doors if tells(client.get(address))]


def tells(response):
    """Return True when an answer names what is under embargo, in its content or its headers."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return SECRET in f"{content.decode()} {dict(response.headers)}".lower()


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
    assert [address for address, response in answers.items() if tells(response)] == []
    assert embargo.told_by(client) == []
    assert [client.get(address).status_code for address in embargo.file_doors] == [404, 404]


def test_nothing_of_private_pages_is_public_through_any_door(client, embargo):
    make_live(embargo)
    for page in embargo.pages:
        hide(page)

    answers = [client.get(address) for address in embargo.own_doors]

    assert {response.status_code for response in answers} == {302}
    assert all("/_util/login/?next=" in response.headers["Location"] for response in answers)
    assert embargo.told_by(client) == []
    assert [client.get(address).status_code for address in embargo.file_doors] == [302, 302]


def test_no_word_in_an_address_opens_a_page_before_its_hour(client, embargo):
    set_an_hour(embargo)
    page = embargo.document

    asked = ["?preview=true", "?mode=draft&preview_token=1", "?in_preview_panel=true", "?format=json", "json/", "edit/"]
    answers = [client.get(page.url + word) for word in asked]
    signed_out = [client.get(f"/admin/pages/{page.pk}/{view}/") for view in ("edit", "view_draft", "edit/preview")]

    assert {answer.status_code for answer in answers} == {404}
    assert not any(map(tells, answers))
    assert {answer.status_code for answer in signed_out} == {302}
    assert not any(map(tells, signed_out))


def test_a_request_for_the_headers_alone_tells_no_more(client, embargo):
    set_an_hour(embargo)

    answers = [client.head(address) for address in [embargo.document.url, *embargo.file_doors]]

    length = client.head("/nowhere/").headers["Content-Length"]
    assert [(answer.status_code, answer.headers["Content-Length"]) for answer in answers] == [(404, length)] * 3


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


# The next version of what is live


UPDATE = {"title": "The Zanzibar quokka", "summary": "On Zanzibar.", "slug": "zanzibar-quokka"}


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
        schedule(page, hour, **UPDATE, **lines, body=body)


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
    lists = ["/", tree.themes.url, tree.meetings.url, tree.documents.url, f"/search/?q={ASKED}", "/sitemap.xml"]
    assert {after[address] for address in lists[1:]} == {(200, True)}
    assert [client.get(address).status_code for address in files] == [200, 200]


def doors(client):
    """Return the status of every public address, and whether it tells of the update."""
    addresses = [page.url for page in Page.objects.filter(depth__gt=1) if page.url]
    answers = {one: client.get(one) for one in [*addresses, f"/search/?q={ASKED}", "/sitemap.xml"]}
    return {one: (answer.status_code, tells(answer)) for one, answer in answers.items()}


def test_the_address_of_an_update_is_not_there_before_its_hour(client, tree):
    page = tree.meeting(title="Before", slug="before")
    schedule(page, in_an_hour(), **UPDATE)

    assert client.get(page.url).status_code == 200
    assert client.get(page.url.replace("before", UPDATE["slug"])).status_code == 404


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

    assert not tells(client.get(tree.meetings.url))
    assert not tells(client.get(f"/search/?q={ASKED}"))
    assert "/two/" not in client.get("/sitemap.xml").content.decode()


# Links and redirects


def test_a_text_in_another_language_does_not_lead_to_a_private_translation(client, tree):
    french = Locale.objects.create(language_code="fr")
    target = tree.page(slug="target")
    linking = tree.page(slug="linking", body=[("paragraph", f'<p><a linktype="page" id="{target.pk}">it</a></p>')])
    translation = target.copy_for_translation(french, copy_parents=True)
    translation.slug = "zanzibar"
    translation.live = True
    translation.save()
    linking_in_french = linking.copy_for_translation(french, alias=True)
    public = client.get(linking_in_french.url)
    hide(translation)

    assert (tells(public), tells(client.get(linking_in_french.url))) == (True, False)


def test_a_redirect_to_a_private_page_opens_to_those_who_may_read_it(client, admin_client, tree):
    page = tree.page(slug="zanzibar")
    hide(page)
    Redirect.objects.create(old_path="/former", redirect_page=page)

    assert client.get("/former/").status_code == 404
    assert admin_client.get("/former/").headers["Location"] == page.url


def test_a_redirect_elsewhere_is_followed(client, tree):
    Redirect.objects.create(old_path="/former", redirect_link="https://au.int/")

    assert client.get("/former/?a=b").headers["Location"] == "https://au.int/"


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
