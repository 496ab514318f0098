"""A file is public while something public uses it, and from that moment on."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import ReferenceIndex, Site

from home.models import SiteSettings
from meetings.models import AgendaItem, DocumentFile
from mme_site.files.models import FileUse, FirstPage, owner_columns
from tests.helpers.uploads import is_served, saved_document, saved_image, using

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(db):
    return saved_document()


def link_to(file):
    return f'<p>See <a linktype="document" id="{file.pk}">the file</a>.</p>'


def use_by(record, file):
    """Let a record use a file; none of these kinds has a field for one yet."""
    FileUse.objects.create(document=file, field="file", **owner_columns(record))


def reloaded(page):
    return type(page).objects.get(pk=page.pk)


# Before and after


def test_what_nothing_uses_yet_is_answered_as_what_is_not_there(client, file):
    not_there, not_used = client.get("/files/999/declaration.pdf"), client.get(file.url)

    assert not_used.status_code == 404
    assert (not_used.content, not_used.headers) == (not_there.content, not_there.headers)


def test_a_picture_that_nothing_uses_yet_is_answered_as_one_that_is_not_there(client):
    address = saved_image().get_rendition("width-100").url
    not_there, not_used = client.get(address.replace("/images/", "/images/nowhere/")), client.get(address)

    assert not_used.status_code == 404
    assert (not_used.content, not_used.headers) == (not_there.content, not_there.headers)


def test_the_picture_of_a_first_page_follows_the_page_that_uses_the_file(client, tree, file):
    picture = FirstPage.objects.create(file=file, format="webp", width=100, height=141, content=b"a picture")
    page = tree.page(body=using(file), live=False)
    answers = [client.get(picture.url).status_code]
    page.save_revision().publish()
    answers.append(client.get(picture.url).status_code)
    reloaded(page).unpublish()
    answers.append(client.get(picture.url).status_code)

    assert answers == [404, 200, 404]


def test_a_file_follows_its_page_up_and_down(client, tree, file):
    page = tree.page(body=using(file), live=False)
    served = [is_served(client, file)]
    page.save_revision().publish()
    served.append(is_served(client, file))
    reloaded(page).unpublish()
    served.append(is_served(client, file))

    assert served == [False, True, False]


def test_a_cache_is_not_told_that_a_file_is_unchanged_once_its_page_is_down(client, tree, file):
    page = tree.page(body=using(file))
    kept = client.get(file.url).headers
    page.unpublish()

    conditions = {"if-none-match": kept["ETag"], "if-modified-since": kept["Last-Modified"]}

    assert client.get(file.url, headers=conditions).status_code == 404


def test_a_file_of_a_draft_of_a_live_page_is_public_when_the_draft_is(client, tree, file):
    page = tree.page()
    page.body = using(file)
    revision = page.save_revision()
    before = is_served(client, file)
    revision.publish()

    assert (before, is_served(client, file)) == (False, True)


def test_a_file_is_no_longer_public_once_the_last_live_text_has_dropped_it(client, tree, file):
    pages = [tree.page(body=using(file)), tree.page(body=using(file))]
    served = []
    for page in pages:
        page.body = []
        page.save_revision().publish()
        served.append(is_served(client, file))

    assert served == [True, False]


def test_a_file_is_no_longer_public_once_its_page_is_deleted(client, tree, file):
    tree.page(body=using(file)).delete()

    assert not is_served(client, file)
    assert not FileUse.objects.exists()


def test_a_file_is_public_with_the_copy_of_a_page(client, tree, file):
    draft = tree.page(body=using(file), live=False, slug="draft")
    copy = draft.copy(update_attrs={"slug": "copy"})
    before = is_served(client, file)
    copy.save_revision().publish()

    assert (before, is_served(client, file)) == (False, True)


def test_a_file_is_public_although_no_task_has_run(client, tree, file, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    page = tree.page(live=False, body=using(file))
    page.save_revision().publish()

    assert not ReferenceIndex.get_references_to(file).exists()
    assert is_served(client, file)


def test_a_file_is_not_public_with_a_publication_that_is_taken_back(client, tree, file):
    page = tree.page()
    page.body = using(file)
    revision = page.save_revision()
    with transaction.atomic():
        revision.publish()
        meanwhile = is_served(client, file)
        transaction.set_rollback(True)

    assert (meanwhile, is_served(client, file)) == (True, False)


# Wherever a page or record names it


def in_a_line(tree, file):
    return tree.document, {"files": [DocumentFile(language="en", file=file)]}


def in_an_agenda_item(tree, file):
    return tree.meeting, {"agenda_items": [AgendaItem(title="First", text=link_to(file))]}


def in_a_note(tree, file):
    return tree.theme, {"body": [("note", {"title": "Note", "text": link_to(file)})]}


def in_a_paragraph(tree, file):
    return tree.page, {"body": using(file)}


@pytest.mark.parametrize("place", [in_a_line, in_an_agenda_item, in_a_note, in_a_paragraph])
def test_a_file_is_public_wherever_a_live_page_names_it(client, tree, file, place):
    make, fields = place(tree, file)
    page = make(live=False)
    for name, value in fields.items():
        setattr(page, name, value)
    revision = page.save_revision()
    before = is_served(client, file)
    revision.publish()
    published = is_served(client, file)
    again = reloaded(page)
    for name in fields:
        setattr(again, name, [])
    again.save_revision().publish()

    assert (before, published, is_served(client, file)) == (False, True, False)


def test_a_picture_is_public_with_the_text_that_shows_it(client, tree):
    image = saved_image()
    address = image.get_rendition("width-100").url
    page = tree.page(body=using(image), live=False)
    before = client.get(address).status_code
    page.save_revision().publish()

    assert (before, client.get(address).status_code) == (404, 200)


def test_a_file_in_the_notice_of_the_site_is_public(client, tree, file):
    SiteSettings.objects.create(site=Site.objects.get(), notice=link_to(file))
    before = is_served(client, file)
    SiteSettings.objects.get().delete()

    assert (before, is_served(client, file)) == (True, False)


@pytest.mark.parametrize("live", [True, False])
def test_a_file_is_public_with_a_record_that_is_published(client, tree, file, live):
    member = tree.member()
    type(member).objects.update(live=live)
    use_by(member, file)

    assert is_served(client, file) == live


def test_a_file_is_not_public_with_a_record_that_shows_readers_nothing(client, file):
    group = Group.objects.create(name="Editors of one page")
    use_by(group, file)

    assert not is_served(client, file)


# Lines that are stored by themselves


def test_a_line_stored_by_itself_counts(client, tree, file):
    line = DocumentFile.objects.create(document=tree.document(), language="en", file=file)
    stored = is_served(client, file)
    line.delete()

    assert (stored, is_served(client, file)) == (True, False)


def test_a_line_changed_by_itself_lets_go_of_the_file_before(client, tree, file):
    line = DocumentFile.objects.create(document=tree.document(), language="en", file=file)
    line.file = saved_document()
    line.save()

    assert (is_served(client, file), is_served(client, line.file)) == (False, True)


@pytest.fixture
def later(settings):
    """What follows a publication, such as the search's own look at files, is left to the worker, as on the site."""
    settings.TASKS = {"default": {"BACKEND": "mme_site.tasks.backend.OutboxBackend"}}


def test_saving_a_page_with_many_lines_writes_its_uses_once(tree, file, later):
    page = tree.document()
    page.files = [DocumentFile(language=language, file=file) for language in ("en", "fr", "pt", "ar")]
    revision = page.save_revision()
    with CaptureQueriesContext(connection) as queries:
        revision.publish()

    assert len([query for query in queries if "files_fileuse" in query["sql"]]) == 2  # one to look, one to write
    assert FileUse.objects.count() == 1


def test_saving_a_part_of_a_page_leaves_the_uses_of_the_rest(client, tree, file):
    page = tree.page(body=using(file))
    page.body = []
    page.save(update_fields=["title"])

    assert is_served(client, file)


# What it takes


def test_a_public_file_takes_four_queries_and_a_picture_one(client, tree, file):
    image = saved_image()
    for _page in range(3):
        tree.page(body=using(file, image))

    taken = []
    for address in (file.url, image.get_rendition("width-100").url):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        taken.append(len(queries))

    assert taken == [4, 1]


@pytest.mark.parametrize("kind", ["page", "theme", "meeting", "document"])
def test_publishing_a_page_without_files_takes_one_query_for_them(tree, kind, later):
    page = getattr(tree, kind)(body=[("paragraph", "<p>Text</p>")])
    revision = page.save_revision()
    with CaptureQueriesContext(connection) as queries:
        revision.publish()

    assert len([query for query in queries if "files_fileuse" in query["sql"]]) == 1


# Whatever a text says


@pytest.mark.parametrize("key", ["999", "", "x", "-1", "9" * 30])
def test_a_text_that_names_a_file_that_is_not_there_is_saved(tree, file, key):
    page = tree.page(body=[("paragraph", f'<p><a linktype="document" id="{key}">it</a></p>'), *using(file)])

    assert list(FileUse.objects.values_list("page", "document")) == [(page.pk, file.pk)]


def test_a_deleted_file_is_forgotten_and_its_page_can_be_published(tree, file):
    page = tree.page(body=using(file))
    file.delete()
    page.save_revision().publish()

    assert not FileUse.objects.exists()
