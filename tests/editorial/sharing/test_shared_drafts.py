"""A link shows one draft to somebody without an account, for a time, and nothing else to anybody."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from wagtail.models import CollectionViewRestriction, PageLogEntry

from meetings.models import DocumentFile
from mme_site.editorial.sharing.models import SharedDraft
from mme_site.files.models import FilePageText, FileText
from mme_site.files.text.states import FileTextState
from tests.helpers.factories import hide
from tests.helpers.pdfs import pdf
from tests.helpers.people import administrator, allowed, having_role
from tests.helpers.reading import main, parse, words
from tests.helpers.uploads import saved_document, saved_image, using

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def page(tree):
    """A live page of text with a draft of its next version."""
    page = tree.page(title="What readers see")
    page.title = "What they will see"
    page.save_revision()
    return page


@pytest.fixture
def editor(tree):
    return allowed("add", "change", below=tree.home)


@pytest.fixture
def link(page, editor):
    """The address of a link to the latest draft of the page."""
    return address(SharedDraft.make(page, editor))


def address(token):
    return reverse("shared_draft", args=[token])


def title(response):
    return words(parse(response).h1)


# What it shows


def test_a_link_shows_the_draft_as_the_public_page_will_be(client, link):
    response = client.get(link)

    assert response.status_code == 200
    assert title(response) == "What they will see"


def test_the_page_says_that_it_is_a_draft_and_until_when(client, link):
    with time_machine.travel(timezone.now(), tick=False):
        band = words(parse(client.get(link)).select_one(".shared-draft"))

    assert "Draft, not public." in band
    assert str(SharedDraft.objects.get().expires_at.year) in band


def test_a_link_shows_what_is_saved_later(client, link, page):
    page.title = "What they will see after all"
    page.save_revision()

    assert title(client.get(link)) == "What they will see after all"


def test_a_link_to_a_version_shows_that_version(client, editor, page):
    link = address(SharedDraft.make(page, editor, revision=page.get_latest_revision()))
    page.title = "What is written later"
    page.save_revision()

    assert title(client.get(link)) == "What they will see"


def test_a_page_that_was_never_public_can_be_shared(client, tree, editor):
    draft = tree.meeting(title="Not yet", live=False)

    assert title(client.get(address(SharedDraft.make(draft, editor)))) == "Not yet"
    assert client.get(draft.get_url()).status_code == 404


def test_who_is_signed_in_sees_no_more_than_a_stranger(client, link):
    stranger = words(parse(client.get(link)))
    client.force_login(administrator())

    assert words(parse(client.get(link))) == stranger


def test_other_drafts_are_not_shown(client, tree, editor):
    tree.meeting(title="Under embargo", live=False)
    meetings = tree.meetings
    meetings.title = "Meetings, drafted"
    meetings.save_revision()

    response = client.get(address(SharedDraft.make(meetings, editor)))

    assert title(response) == "Meetings, drafted"
    assert "Under embargo" not in main(parse(response))


# Who may keep it


def test_nobody_keeps_it_and_no_search_engine_lists_it(client, link):
    headers = client.get(link, HTTP_X_PAGE_CACHE="1").headers

    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "X-Page-Cache" not in headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_what_a_draft_showed_is_not_remembered_for_readers(client, link, page):
    client.get(link)

    assert title(client.get(page.get_url())) == "What readers see"


# When it ends


def assert_has_ended(response):
    assert response.status_code == 410
    assert title(response) == "This link no longer works"
    assert "What they will see" not in response.content.decode()
    assert response.headers["Cache-Control"] == "private, no-store"


def test_an_address_that_was_never_made_is_no_page(client, link):
    assert client.get(address("guessed")).status_code == 404


def test_what_is_kept_of_a_link_does_not_open_it(client, link):
    assert client.get(address(SharedDraft.objects.get().digest)).status_code == 404


def test_a_link_expires_after_seven_days(client, link):
    with time_machine.travel(timezone.now() + 7 * DAY - datetime.timedelta(minutes=1)):
        assert client.get(link).status_code == 200
    with time_machine.travel(timezone.now() + 7 * DAY + datetime.timedelta(minutes=1)):
        assert_has_ended(client.get(link))


def test_a_link_that_was_ended_has_ended(client, link, editor):
    SharedDraft.objects.get().end(editor)

    assert_has_ended(client.get(link))


def test_a_link_ends_with_the_right_of_who_made_it_to_edit_the_page(client, link, editor):
    editor.groups.clear()

    assert_has_ended(client.get(link))


def test_a_link_ends_with_the_account_of_who_made_it(client, link, editor):
    editor.is_active = False
    editor.save()
    assert_has_ended(client.get(link))

    editor.delete()
    assert client.get(link).status_code == 404


def test_a_link_goes_with_its_page(client, link, page):
    page.delete()

    assert client.get(link).status_code == 404


# Files


@pytest.fixture
def with_files(tree, editor):
    """A draft that names a file and a picture, and the address of a link to it."""
    file, picture = saved_document(), saved_image()
    draft = tree.page(live=False, body=using(file, picture))
    return file, address(SharedDraft.make(draft, editor))


def test_the_files_and_pictures_of_the_draft_open_through_the_link_and_not_without_it(client, with_files):
    file, link = with_files
    page = parse(client.get(link)).main

    own = page.find("a", href=lambda href: href and "/files/" in href)["href"]
    picture = page.img["src"]

    assert own == f"{link[:-1]}{file.url}"
    for address_ in (own, picture):
        response = client.get(address_)
        assert response.status_code == 200, address_
        assert response.headers["Cache-Control"] == "private, no-store"
        assert client.get(address_.removeprefix(link[:-1])).status_code == 404


def test_the_first_page_of_a_file_of_the_draft_is_shown_through_the_link_and_not_without_it(
    client, tree, editor, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        file = saved_document(pdf())
    draft = tree.document(live=False, files=[DocumentFile(language="en", file=file)])
    link = address(SharedDraft.make(draft, editor))
    picture = parse(client.get(link)).main.select_one("img[src*=first-page]")["src"]

    assert picture.startswith(link)
    assert client.get(picture).headers["Content-Type"].startswith("image/")
    assert client.get(picture.removeprefix(link[:-1])).status_code == 404


def test_the_text_version_of_a_file_of_the_draft_opens_through_the_link_and_not_without_it(client, tree, editor):
    file, other = saved_document(), saved_document()
    for each in (file, other):
        text = FileText.objects.get(document=each)
        FilePageText.objects.create(file_text=text, number=1, text="Words of the file")
        FileText.objects.filter(pk=text.pk).update(state=FileTextState.DONE)
    draft = tree.document(live=False, files=[DocumentFile(language="en", file=file)])
    link = address(SharedDraft.make(draft, editor))
    there = parse(client.get(link)).main.find("a", href=lambda href: href and href.endswith("/text"))["href"]

    assert there == f"{link}files/{file.pk}/text"
    response = client.get(there)
    assert "Words of the file" in words(parse(response).main)
    assert parse(response).main.find("a", href=f"{link[:-1]}{file.url}")
    assert response.headers["Cache-Control"] == "private, no-store"
    assert client.get(f"/files/{file.pk}/text").status_code == 404
    assert client.get(there.replace(f"files/{file.pk}/", f"files/{other.pk}/")).status_code == 404
    SharedDraft.objects.get().end(administrator())
    assert client.get(there).status_code == 404


def test_a_file_that_the_draft_does_not_name_stays_closed(client, with_files):
    _file, link = with_files
    other, picture = saved_document(), saved_image().get_rendition("width-100")

    assert client.get(f"{link[:-1]}{other.url}").status_code == 404
    assert client.get(f"{link[:-1]}{picture.url}").status_code == 404


def test_a_file_of_a_private_collection_stays_closed(client, with_files):
    file, link = with_files
    CollectionViewRestriction.objects.create(collection=file.collection, restriction_type="login")

    assert client.get(f"{link[:-1]}{file.url}").status_code == 302


def test_the_files_close_with_the_link(client, with_files):
    file, link = with_files
    picture = parse(client.get(link)).main.img["src"]
    SharedDraft.objects.get().end(administrator())

    assert client.get(f"{link[:-1]}{file.url}").status_code == 404
    assert client.get(picture).status_code == 404


# In the admin


def share(client, page, **posted):
    return client.post(reverse("share_draft", args=[page.pk]), {"days": "7", "what": "latest", **posted})


def test_an_editor_makes_a_link_whose_address_is_shown_once(client, page, editor):
    client.force_login(editor)

    made = parse(share(client, page)).find(id="address")["value"]
    client.logout()

    assert title(client.get(made)) == "What they will see"
    client.force_login(editor)
    assert made not in client.get(reverse("share_draft", args=[page.pk])).content.decode()


def test_the_menu_of_a_page_leads_to_its_links(client, page, editor):
    client.force_login(editor)

    editing = parse(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))

    assert editing.find("a", href=reverse("share_draft", args=[page.pk]))


@pytest.mark.parametrize(("name", "value"), [("days", "3650"), ("days", "x"), ("what", "everything")])
def test_a_link_that_was_asked_for_otherwise_is_not_made(client, page, editor, name, value):
    client.force_login(editor)

    response = share(client, page, **{name: value})

    assert response.status_code == 200
    assert not SharedDraft.objects.exists()


def test_who_may_not_edit_the_page_shares_nothing_of_it(client, tree, page):
    client.force_login(allowed("add", "change", below=tree.meetings))

    assert share(client, page).status_code in (302, 403)
    assert not SharedDraft.objects.exists()


def test_a_link_is_ended_by_who_made_it_and_by_a_publisher_and_by_nobody_else(client, page, editor, tree, link):
    other = allowed("add", "change", below=tree.home)
    key = SharedDraft.objects.get().pk
    ending = reverse("share_draft", args=[page.pk])

    client.force_login(other)
    assert client.post(ending, {"end": key}).status_code == 404
    assert SharedDraft.objects.get().ended_at is None

    client.force_login(allowed("change", "publish", below=tree.home))
    client.post(ending, {"end": key})
    assert SharedDraft.objects.get().ended_at


@pytest.mark.parametrize("key", ["", "x", "²", "9" * 30])
def test_a_link_that_is_none_cannot_be_ended(client, page, editor, key):
    client.force_login(editor)

    assert client.post(reverse("share_draft", args=[page.pk]), {"end": key}).status_code == 404


def test_the_history_says_who_shared_the_draft_until_when_and_who_ended_it(client, page, editor, link):
    SharedDraft.objects.get().end(editor)

    first, last = PageLogEntry.objects.filter(page=page.pk, action__startswith="mme.draft").order_by("pk")
    assert first.user == last.user == editor
    assert str(SharedDraft.objects.get().expires_at.year) in first.message
    assert last.message == "Ended a link to its draft"


def test_the_report_shows_publishers_all_links_and_editors_their_own(client, tree, page, link):
    def listed(user):
        client.force_login(user)
        return words(parse(client.get(reverse("shared_drafts"))).select_one("table.listing"))

    assert "What they will see" in listed(allowed("publish", below=tree.home))
    assert "What they will see" in listed(SharedDraft.objects.get().made_by)
    assert listed(allowed("add", "change", below=tree.home)) == ""


def test_the_report_filters_by_state_and_can_be_taken_away(client, tree, page, editor, link):
    SharedDraft.objects.get().end(editor)
    client.force_login(having_role("publishers"))
    report = reverse("shared_drafts")

    assert "What they will see" not in client.get(f"{report}?is_open=open").content.decode()
    assert "What they will see" in client.get(f"{report}?is_open=past").content.decode()
    sheet = b"".join(client.get(f"{report}?export=csv").streaming_content).decode()
    assert "What they will see" in sheet
    assert "ended" in sheet


def test_a_private_page_stays_private_beside_its_link(client, page, link):
    hide(page)

    assert client.get(page.get_url()).status_code == 302
    assert client.get(link).status_code == 200
