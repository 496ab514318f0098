"""Documents are read back by reference managers, and found again by their short addresses."""

import json
from urllib.parse import unquote

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from bs4 import BeautifulSoup

from meetings.models import DocumentFile
from tests.helpers.uploads import saved_document

pytestmark = pytest.mark.django_db


def test_reference_managers_read_what_a_document_is(client, tree):
    document = tree.document(
        title="Mobility & 50% of {it}", body_responsible="2nd Summit", place="Luanda", slug="luanda"
    )

    [entry] = bibtexparser.parse_string(client.get("/documents/luanda/citation.bib").content.decode()).entries
    [ris] = rispy.loads(client.get("/documents/luanda/citation.ris").content.decode())
    [csl] = json.loads(client.get("/documents/luanda/citation.json").content)

    short = f"http://localhost/d/{document.pk}"
    assert (entry["year"], entry["url"]) == ("2014", short)
    assert (ris["title"], ris["authors"], ris["urls"]) == (document.title, ["2nd Summit"], [short])
    assert (csl["title"], csl["issued"], csl["URL"]) == (document.title, {"date-parts": [[2014, 4, 3]]}, short)


# What breaks entries: commands, comments, mathematics, authors that are split, lines, records within a title.
HOSTILE = (
    *("50% & #1 of A_B", "$5 & 6, then $7", "back\\slash \\", "Ministers of A and B and C", "a, b = c"),
    *('Côte d\'Ivoire "x" «y»', "إعلان لواندا بشأن الهجرة", "mixed إعلان \u200f text", "@misc(evil, title=x)"),
    *("AU  - injected", "ends with %", "tab\there", "one\nTY  - EVIL\r\nER  - \n", "one\n\ntwo"),
    "\u2028 line \x0b tab \x85 next",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_a_title_says_reference_managers_read_one_entry_with_these_words(client, tree, words):
    tree.document(title=words, body_responsible=words, place=words, symbol=words[:40], slug="luanda")

    said = client.get("/documents/luanda/citation.bib").content.decode()
    as_tex = bibtexparser.parse_string(said, append_middleware=[LatexDecodingMiddleware(keep_braced_groups=True)])
    [ris] = rispy.loads(client.get("/documents/luanda/citation.ris").content.decode())
    [csl] = json.loads(client.get("/documents/luanda/citation.json").content)

    [entry] = as_tex.entries
    meant = " ".join(words.split())
    assert (entry["title"], entry["author"], as_tex.failed_blocks) == (f"{{{meant}}}", f"{{{meant}}}", [])
    assert (ris["title"], ris["authors"], ris["year"]) == (meant, [meant], "2014")
    assert [csl["title"], csl["author"]] == [words, [{"literal": words}]]


@pytest.mark.parametrize("file", ["documents/%s/citation.ris", "meetings/%s/event.ics", "meetings/%s/papers.zip"])
def test_a_file_is_saved_under_the_name_of_its_page_in_any_script(client, tree, file):
    meeting = tree.meeting(slug="إعلان")
    document = tree.document(slug="إعلان", meeting=meeting)
    DocumentFile.objects.create(document=document, language="en", file=saved_document())

    _how, _semicolon, name = client.get(f"/{file % 'إعلان'}")["Content-Disposition"].partition("; ")

    assert unquote(name).startswith("filename*=utf-8''إعلان")


def test_the_head_of_a_document_is_read_by_reference_managers_and_its_links_by_programs(client, tree):
    document = tree.document(title="Luanda", body_responsible="A summit")
    DocumentFile.objects.create(document=document, language="en", file=(file := saved_document()))

    response = client.get(document.url)

    head = {
        meta["name"]: meta["content"]
        for meta in BeautifulSoup(response.content, "html.parser").find_all("meta")
        if meta.get("name")
    }
    assert (head["citation_title"], head["citation_author"]) == ("Luanda", "A summit")
    assert head["citation_pdf_url"] == f"http://testserver{file.url}"
    assert head["DCTERMS.issued"] == "2014-04-03"
    links = response["Link"]
    assert f'<http://localhost/d/{document.pk}>; rel="cite-as"' in links
    assert f'<http://testserver{file.url}>; rel="item"; type="application/pdf"' in links


def test_a_short_address_leads_to_a_page_wherever_it_was_moved(client, tree):
    document = tree.document(slug="before")
    document.slug = "after"
    document.save()

    assert client.get(f"/d/{document.pk}")["Location"] == "http://localhost/documents/after/"
    assert client.get(f"/d/{document.pk}/")["Location"] == "http://localhost/documents/after/"
    assert client.get(f"/ar/d/{document.pk}")["Location"] == "http://localhost/ar/documents/after/"
    assert client.get(f"/m/{document.pk}").status_code == 404


def test_a_member_has_a_short_address(client, tree):
    member = tree.member("Angola")

    assert client.get(f"/s/{member.pk}")["Location"] == f"http://localhost/members/{member.slug}/"
    assert client.get("/s/999").status_code == 404


def test_a_brace_that_stands_alone_does_not_end_an_entry(client, tree):
    tree.document(title="Part } of {two {", slug="luanda")

    said = client.get("/documents/luanda/citation.bib").content.decode()

    assert said.count("{") == said.count("}")  # BibTeX counts those behind a backslash as well
    assert bibtexparser.parse_string(said).entries[0]["year"] == "2014"
