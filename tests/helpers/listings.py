"""Reads the lists of the admin as an editor does."""

from django.urls import reverse
from wagtail.models import Locale

from meetings.models import DocumentFile
from mme_site.core.sources import OtherName
from tests.helpers.reading import read, words

MEETINGS, DOCUMENTS, MEMBERS = "meetings:index", "document_pages:index", "wagtailsnippets_members_member:list"


def rows(client, name, **query):
    """Return the rows of a list as dictionaries by heading; read as a filter does, without the page around."""
    table = read(client, reverse(f"{name}_results"), data=query).select_one("table")
    if table is None:
        return []
    headings = [words(heading.select_one("a") or heading) for heading in table.select("thead th")]
    headings = ["Title" if heading.startswith(("Title", "Name")) else heading for heading in headings]
    found = []
    for row in table.select("tbody tr"):
        for buttons in row.select("ul.actions"):
            buttons.decompose()
        found.append(dict(zip(headings, map(words, row.select("td")), strict=True)))
    return found


def titles(client, name, **query):
    """Return what a list shows, without the languages beside the titles."""
    return [row["Title"].removesuffix(" English").removesuffix(" French") for row in rows(client, name, **query)]


def translated_lists(tree, language):
    """Publish the overview and the list of meetings in another language, and return its locale."""
    locale = Locale.objects.create(language_code=language)
    for page in (tree.home, tree.meetings):
        page.copy_for_translation(locale).save_revision().publish()
    return locale


def file_of(document, language):
    DocumentFile.objects.create(document=document, language=language, url=f"https://au.int/{language}")


def named(page, name):
    OtherName.objects.create(page=page, name=name)
