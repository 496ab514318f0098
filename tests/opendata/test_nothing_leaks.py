"""What not everybody may read is in none of the forms that programs read, wherever it is named."""

import datetime
import io
import re
import zipfile

import pytest
from django.utils import timezone
from wagtail.models import Page

from meetings.models import AgendaItem, AgendaPaper, Deadline, DocumentFile, DocumentRelation, KeyPoint, MeetingPoint
from members.models import Member
from mme_site.opendata.changes import notice_changes
from mme_site.opendata.package.build import make_package
from tests.helpers.factories import hide
from tests.helpers.uploads import saved_document
from tests.opendata.addresses import (
    addresses_of_lists,
    addresses_of_pages,
    addresses_of_records,
    content_of,
    public_pages,
)

pytestmark = pytest.mark.django_db
SECRET = "zanzibar"


def draft(make, **fields):
    """A page that was never published."""
    return make(live=False, **fields)


def private(make, **fields):
    """A page that only those read who sign in."""
    page = make(**fields)
    hide(page)
    return page


def embargoed(make, **fields):
    """A page that is to go live tomorrow."""
    page = make(live=False, **fields)
    page.go_live_at = timezone.now() + datetime.timedelta(days=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    page.save()
    return page


def expired(make, **fields):
    """A page that was taken down at its hour."""
    page = make(live=False, **fields)
    page.expired, page.first_published_at = True, timezone.now()
    page.save()
    return page


HIDDEN = (draft, private, embargoed, expired)


@pytest.fixture
def hidden_pages(tree):
    """Of each state a text, a theme, a meeting and a document that are hidden, each named by all that is public."""
    tree.member("Benin")
    Member.objects.create(code="ZZ", slug=SECRET, name_en=SECRET, region="africa-west", live=False)
    return [page for make_hidden in HIDDEN for page in hide_some(tree, make_hidden, make_hidden.__name__)]


def hide_some(tree, hidden, state):
    words = {"title": f"{SECRET} {state} title", "summary": f"{SECRET} {state} summary"}
    theme, public_theme = hidden(tree.theme, slug=f"{SECRET}-{state}-theme", **words), tree.theme(title="Mobility")
    about = {"themes": [public_theme], **words}
    meeting = hidden(tree.meeting, slug=f"{SECRET}-{state}-meeting", city=SECRET, **about)
    document = hidden(tree.document, slug=f"{SECRET}-{state}-document", symbol=SECRET, **about)
    text = hidden(tree.page, slug=f"{SECRET}-{state}-text", **words)
    DocumentFile.objects.create(document=document, language="en", file=saved_document())
    KeyPoint.objects.create(document=document, text=SECRET, publisher="A paper", locale_id=document.locale_id)
    public_meeting = tree.meeting(themes=[theme, public_theme])
    step = {"about": "next-step", "publisher": "A paper", "locale_id": public_meeting.locale_id}
    MeetingPoint.objects.create(meeting=public_meeting, text="A next step.", led_to=meeting, **step)
    MeetingPoint.objects.create(meeting=public_meeting, text=SECRET, confidence="to-check", **step)
    item = AgendaItem.objects.create(meeting=public_meeting, title="First", locale_id=public_meeting.locale_id)
    AgendaPaper.objects.create(item=item, document=document)
    Deadline.objects.create(meeting=meeting, title=SECRET, date=timezone.localdate(), locale_id=meeting.locale_id)
    document.meeting = public_meeting
    document.save()
    public_document = tree.document(meeting=meeting, discussed_at=[meeting], themes=[theme])
    DocumentRelation.objects.create(document=document, target=public_document)
    DocumentRelation.objects.create(document=public_document, target=document, kind="follows")
    tree.page(body=[("paragraph", f'<p>See <a linktype="page" id="{meeting.pk}">it</a>.</p>')])
    return [theme, meeting, document, text]


def told(client, addresses):
    return [address for address in addresses if SECRET in said(client, address)]


def said(client, address):
    """Return what an address answers, inside an archive too; an error page repeats the address that was asked for."""
    response = client.get(address)
    content = content_of(response).lower()
    if response.get("Content-Type", "").startswith(("application/zip", "application/vnd.openxmlformats")):
        content = " ".join(unpacked(client.get(address)))
    return re.sub(r"(?:/[\w.-]*)+", "", content) if response.status_code == 404 else content


def unpacked(response):
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    return [name + archive.read(name).decode("utf-8", "replace").lower() for name in archive.namelist()]


def test_what_is_hidden_is_in_no_form_of_a_public_page(client, hidden_pages):
    asked = [address for address in addresses_of_pages(public_pages()) if not address.endswith("card.png")]

    assert len(asked) > 50
    assert told(client, asked) == []


def test_what_is_hidden_is_in_no_list_for_programs_in_any_language(client, hidden_pages):
    in_languages = [
        f"{address}&language={code}"
        for address in addresses_of_lists()
        if "page_size" in address
        for code in ("fr", "ar")
    ]

    notice_changes()
    harvested = [f"/oai?metadataPrefix=oai_dc&verb={verb}" for verb in ("ListRecords", "ListIdentifiers")]

    assert told(client, [*addresses_of_lists(), *in_languages, *harvested]) == []


def test_what_is_hidden_is_in_no_file_of_the_data_package(client, hidden_pages, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    made = make_package()

    files = [file for file in made.rglob("*") if file.is_file()]
    assert len(files) > 40
    assert [file for file in files if SECRET.encode() in file.read_bytes().lower()] == []


def test_what_is_hidden_has_no_forms_of_its_own(client, hidden_pages):
    found = [
        address
        for address in addresses_of_pages(Page.objects.filter(slug__contains=SECRET))
        if client.get(address).status_code != 404
    ]

    assert found == []


def test_what_is_hidden_has_no_short_address_and_no_record(client, hidden_pages):
    addresses = addresses_of_records(hidden_pages)

    assert [address for address in addresses if client.get(address).status_code != 404] == []


def test_what_is_hidden_limits_no_list(client, hidden_pages):
    """Whoever guesses a slug learns nothing of what names it."""
    theme, meeting = hidden_pages[0].slug, hidden_pages[1].slug
    asked = [
        f"meetings?theme={theme}",
        f"documents?theme={theme}",
        f"documents?meeting={meeting}",
        f"documents?discussed={meeting}",
    ]

    assert [client.get(f"/api/v1/{query}").json()["count"] for query in asked] == [0, 0, 0, 0]
    assert client.get(f"/meetings/feed.atom?theme={theme}").status_code == 400


def test_what_is_public_is_found_in_all_of_these_places(client, tree):
    """The tests above would hold of addresses that say nothing."""
    words = {"title": f"{SECRET} in the title"}
    theme = tree.theme(**words)
    meeting, document, text = (
        tree.meeting(themes=[theme], **words),
        tree.document(themes=[theme], **words),
        tree.page(**words),
    )
    Deadline.objects.create(meeting=meeting, title="Due", date=timezone.localdate(), locale_id=meeting.locale_id)
    pages = [theme, meeting, document, text]
    lists = [tree.home, tree.meetings, tree.documents]
    silent = ("card.png", ".xlsx")  # pictures, and what is looked for inside archives

    quiet = [
        address
        for address in addresses_of_pages([*pages, *lists])
        if not address.endswith(silent) and SECRET not in said(client, address)
    ]
    assert quiet == []
    assert [client.get(f"/{letter}/{page.pk}").status_code for letter, page in zip("tmdp", pages, strict=True)] == [
        302
    ] * 4
