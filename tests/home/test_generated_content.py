"""`python -m tests.generating`: much content that nobody wrote, whole enough to be worked with."""

import html
import io
import json
from pathlib import Path

import pypdfium2
import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.test import Client
from wagtail.models import Locale, Page, Site

from meetings.models import AgendaPaper, DocumentPage, MeetingPage
from mme_site.files.models import FileUse, SiteDocument
from tests.generating.command import Command
from tests.helpers.factories import Tree
from tests.helpers.indexing import bring_up_to_date

pytestmark = pytest.mark.django_db

MEETINGS, DOCUMENTS = 20, 60


def make(**options):
    """Make content and return what is said of it."""
    said = io.StringIO()
    call_command(Command(), stdout=said, **{"meetings": MEETINGS, "documents": DOCUMENTS, **options})
    return said.getvalue()


def titles():
    """Return what the pages are called, wherever they stand, and say in one column."""
    return list(Page.objects.filter(depth=4).order_by("path").values_list("title", "slug", "translation_key"))


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """A small partnership with content made below it, and what the command said; made once for this module."""
    media = django_settings.MEDIA_ROOT
    with django_db_blocker.unblock(), transaction.atomic():
        django_settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
        tree = Tree()
        tree.theme(title="Remittances", slug="remittances")
        tree.said = make()
        tree.media = django_settings.MEDIA_ROOT
        bring_up_to_date()
        yield tree
        transaction.set_rollback(True)
        django_settings.MEDIA_ROOT = media
    cache.clear()


def test_as_many_are_made_as_were_asked_for(made):
    in_english = Page.objects.filter(locale=Locale.objects.get(language_code="en"))

    assert in_english.type(MeetingPage).count() == MEETINGS
    assert in_english.type(DocumentPage).count() == DOCUMENTS


def test_the_tree_is_sound(made):
    said = io.StringIO()

    call_command("fixtree", stdout=said, interactive=False)

    assert Page.find_problems() == ([], [], [], [], [])
    assert "No problems found." in said.getvalue()


def test_no_two_pages_have_the_same_address(made):
    addresses = list(Page.objects.values_list("url_path", flat=True))

    assert len(addresses) == len(set(addresses))


def test_every_page_is_live_with_a_revision_that_says_what_the_page_says(made):
    for page_type in (MeetingPage, DocumentPage):
        for page in page_type.objects.select_related("latest_revision"):
            stored = json.loads(json.dumps(page.serializable_data(), cls=DjangoJSONEncoder))
            revised = page.latest_revision.content
            assert page.live and page.live_revision_id == page.latest_revision_id
            differing = {name for name in stored if stored[name] != revised[name]}
            assert differing <= {"latest_revision", "live_revision", "body"}
            assert json.loads(stored["body"]) == json.loads(revised["body"])  # a database may sort its keys


def test_pages_are_shown_in_each_language(made):
    for page in [*MeetingPage.objects.all()[:5], *MeetingPage.objects.exclude(locale__language_code="en")]:
        response = Client().get(page.url)
        assert response.status_code == 200
        assert page.title in html.unescape(response.content.decode())
    assert MeetingPage.objects.exclude(locale__language_code="en").exists()


def test_a_document_is_shown_with_its_files(made):
    document = DocumentPage.objects.filter(meeting__isnull=False).first()

    content = html.unescape(Client().get(document.url).content.decode())

    assert document.symbol in content
    assert document.meeting.title in content
    assert document.files.get(file__isnull=False).file.url in content


def test_a_translation_is_found_from_its_original(made):
    version = DocumentPage.objects.get(pk=DocumentPage.objects.exclude(locale__language_code="en").values("pk")[:1])

    original = version.get_translation(Locale.objects.get(language_code="en"))

    assert f'href="{version.url}"' in Client().get(original.url).content.decode()


def test_an_agenda_names_papers_of_its_meeting(made):
    papers = AgendaPaper.objects.select_related("item", "document")

    assert papers
    assert all(paper.document.meeting_id == paper.item.meeting_id for paper in papers)


def test_each_document_holds_a_real_pdf_that_readers_may_open(made):
    files = SiteDocument.objects.all()

    assert len(files) == DOCUMENTS
    for file in files:
        path = Path(made.media, file.file.name)
        assert path.stat().st_size == file.file_size
        assert len(pypdfium2.PdfDocument(path)) == file.pages
    assert set(files.values_list("pk", flat=True)) == set(FileUse.objects.values_list("document", flat=True))


def test_it_is_said_how_much_was_made_and_what_it_takes(made):
    assert f"{MEETINGS} meetings, {DOCUMENTS} documents" in made.said
    assert "On disk: files" in made.said


def test_the_same_seed_makes_the_same_and_another_makes_something_else(made):
    with transaction.atomic():
        before = titles()
        keys = {}
        for run, seed in enumerate([7, 7, 8]):
            savepoint = transaction.savepoint()
            make(seed=seed, meetings=4, documents=8)
            keys[run] = {key for _title, _slug, key in titles()} - {key for _title, _slug, key in before}
            transaction.savepoint_rollback(savepoint)

    assert keys[0] == keys[1] != keys[2]


def test_a_second_run_adds_to_the_first(made):
    with transaction.atomic():
        before = titles()
        make(meetings=2, documents=4)
        after = titles()
        assert Page.find_problems() == ([], [], [], [], [])
        transaction.set_rollback(True)

    assert set(before) < set(after)


def test_nothing_is_made_with_the_settings_of_production(made, settings):
    settings.SECURE_SSL_REDIRECT = True

    with pytest.raises(CommandError, match="for development"):
        make()


def test_nothing_is_made_without_an_overview(made):
    Site.objects.update(is_default_site=False)

    with pytest.raises(CommandError, match=r"Run `manage\.py prepare` first"):
        make()


@pytest.mark.parametrize("number", ["0", "-3", "many"])
def test_what_is_no_number_of_things_is_refused(number):
    with pytest.raises(CommandError, match="not a whole number"):
        call_command(Command(), f"--meetings={number}")
