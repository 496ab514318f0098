"""Pages, outline and first page of office files: of the PDF that LibreOffice makes, where it is installed.

Here a program of two lines stands in its place, which gives back a PDF of its own, or misbehaves as LibreOffice cannot
be made to: that it is asked, within which limits, and what becomes of its answer is the site's part. What LibreOffice
itself does is tested in test_libreoffice.py.
"""

import io
import stat

import pytest
from django.core.management import call_command
from django.urls import reverse

from meetings.models import DocumentFile
from mme_site.files import office
from mme_site.files.models import SiteDocument
from tests.helpers.office_files import docx
from tests.helpers.pdfs import pdf
from tests.helpers.reading import read, section, words
from tests.helpers.uploads import document

pytestmark = pytest.mark.django_db
OUTLINE = [("Preamble", 1), ("Annex", 2)]


@pytest.fixture
def libreoffice(tmp_path, monkeypatch):
    """A function that installs what makes a PDF of any file, or does something else."""

    def install(does="cp {pdf} file.pdf"):
        made = tmp_path / "made.pdf"
        made.write_bytes(pdf(3, OUTLINE))
        program = tmp_path / "soffice"
        program.write_text(f"#!/bin/sh\n{does.format(pdf=made)}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)

    def found(name):
        there = tmp_path / name
        return str(there) if there.exists() else None

    monkeypatch.setattr(office.shutil, "which", found)
    return install


def saved(django_capture, content=None):
    file = SiteDocument(title="Draft", file=document("draft.docx", content or docx("Words of the draft")))
    file._set_document_file_metadata()
    with django_capture(execute=True):
        file.save()
    return SiteDocument.objects.get(pk=file.pk)


def test_a_word_file_has_pages_outline_and_first_page_where_libreoffice_is(
    client, tree, libreoffice, django_capture_on_commit_callbacks
):
    libreoffice()
    file = saved(django_capture_on_commit_callbacks)

    assert (file.pages, file.has_unread_pages) == (3, False)
    page = tree.document(files=[DocumentFile(language="en", file=file)])
    inside = section(read(client, page.url), "inside")
    assert inside.select_one("img[src*=first-page]")
    assert "Preamble page 1 Annex page 2" in words(inside.nav)
    assert not inside.nav.select("a[href*='#page']")  # no program opens a Word file at a page


def test_without_libreoffice_the_editor_is_told_and_the_text_is_read_all_the_same(
    admin_client, libreoffice, django_capture_on_commit_callbacks
):
    file = saved(django_capture_on_commit_callbacks)

    said = words(read(admin_client, reverse("wagtaildocs:edit", args=[file.pk])).main)
    assert "where LibreOffice is installed on the server; here it is not" in said
    assert file.pages is None
    assert file.text.page_texts.get().text == "Words of the draft"

    libreoffice()
    call_command("read_files", verbosity=0, stdout=io.StringIO())
    assert SiteDocument.objects.get(pk=file.pk).pages == 3


@pytest.mark.parametrize("does", ["exit 1", "sleep 60 & sleep 60", "echo nonsense > file.pdf"])
def test_what_libreoffice_cannot_do_costs_the_pages_and_is_told_to_the_editor(
    admin_client, libreoffice, django_capture_on_commit_callbacks, monkeypatch, does
):
    libreoffice(does)
    monkeypatch.setattr(office, "SECONDS", 1)

    file = saved(django_capture_on_commit_callbacks)

    assert (file.pages, file.has_unread_pages) == (None, False)
    said = words(read(admin_client, reverse("wagtaildocs:edit", args=[file.pk])).main)
    assert "Its pages could not be read" in said
    assert "Readers can search it." in said


def test_the_page_of_a_file_shows_that_it_is_being_read_until_it_was(admin_client, django_capture_on_commit_callbacks):
    file = SiteDocument(title="Draft", file=document("draft.docx", docx("Words of the draft")))
    file._set_document_file_metadata()
    with django_capture_on_commit_callbacks() as tasks:
        file.save()
    address = reverse("wagtaildocs:edit", args=[file.pk])
    assert read(admin_client, address).select_one("[data-read-of-file][aria-busy] progress")

    for task in tasks:
        task()
    assert not read(admin_client, address).select("[aria-busy], progress")
