"""Tables, files and videos in a text."""

import json

import pytest
from wagtail.blocks import StructBlockValidationError

from mme_site.pages.blocks import BodyBlock, NoteBlock
from tests.helpers.reading import read, words
from tests.helpers.uploads import saved_document

pytestmark = pytest.mark.django_db


def test_there_are_at_most_ten_blocks():
    assert len(BodyBlock().child_blocks) <= 10


def test_a_table_has_a_caption_headings_and_every_cell(client, tree):
    rows = "Year\tSum\n2014 | 3\n2015\n"
    page = tree.page(body=[("table", {"caption": "Sums by year", "rows": rows})])

    table = read(client, page.url).table

    assert words(table.caption) == "Sums by year"
    assert [words(cell) for cell in table.select("thead th[scope=col]")] == ["Year", "Sum"]
    assert [[words(cell) for cell in row.select("th, td")] for row in table.select("tbody tr")] == [
        ["2014", "3"],
        ["2015", ""],
    ]


def test_a_file_is_public_with_its_page_and_says_its_format(client, tree):
    file = saved_document()
    page = tree.page(body=[("file", {"file": file, "title": "The letter"})])

    line = read(client, page.url).select_one("p.file")

    assert words(line).startswith("The letter PDF")
    assert client.get(line.a["href"]).status_code == 200


def test_a_video_is_a_link_with_its_transcript(client, tree):
    video = {"title": "Opening", "url": "https://video.example/1", "transcript": "<p>Welcome.</p>"}
    page = tree.page(body=[("video", video)])

    text = read(client, page.url)

    assert text.find("a", string="Opening")["href"] == "https://video.example/1"
    assert "Video at video.example" in words(text.main)
    assert "Welcome." in words(text.main.details)
    assert not text.select("iframe, video")


def test_a_contact_is_an_address_that_is_found_and_comes_out_as_text(client, tree):
    contact = {
        "name": "Press office",
        "email": "press@example.org",
        "phone": "+32 2 123 45 67",
        "text": "<p>Till five.</p>",
    }
    page = tree.page(body=[("operator", contact)])

    text = read(client, page.url).select_one("address.contact")

    assert words(text) == "Press office E-mail: press@example.org Telephone: +32 2 123 45 67 Till five."
    assert [link["href"] for link in text.select("a")] == ["mailto:press@example.org", "tel:+3221234567"]
    assert "press@example.org" in client.get(f"{page.url}page.md").content.decode()
    assert "press@example.org" in page.body.stream_block.get_searchable_content(page.body)


@pytest.mark.parametrize("stored", [None, "", {}])
def test_a_contact_without_anything_is_who_runs_the_site_as_before_the_block_had_fields(client, tree, stored):
    page = tree.page(body=json.dumps([{"type": "operator", "value": stored, "id": "1"}]))

    assert "No address for messages to this site is published." in words(read(client, page.url).main)


def test_a_call_to_action_leads_to_a_public_page_or_elsewhere(client, tree):
    draft = tree.page(live=False)
    calls = [
        {"text": "<p>Come.</p>", "action": "See the meetings", "page": tree.meetings},
        {"text": "<p>Come.</p>", "action": "Register", "url": "https://register.example/"},
        {"text": "<p>Come.</p>", "action": "Read the draft", "page": draft},
    ]
    page = tree.page(body=[("note", call) for call in calls])

    links = read(client, page.url).select("a.action")

    assert [(words(link), link["href"]) for link in links] == [
        ("See the meetings", tree.meetings.url),
        ("Register", "https://register.example/"),
    ]
    markdown = client.get(f"{page.url}page.md").content.decode()
    assert "[Register](<https://register.example/>)" in markdown
    assert "Register" in page.body.stream_block.get_searchable_content(page.body)


@pytest.mark.parametrize(
    "call",
    [
        {"action": "Go"},
        {"url": "https://a.example/"},
        {"action": "Go", "url": "https://a.example/", "page": True},
    ],
)
def test_a_button_without_a_place_and_a_place_without_words_are_refused(tree, call):
    block = NoteBlock()
    call = {"title": "", "action": "", "url": "", **call, "page": tree.meetings if "page" in call else None}

    with pytest.raises(StructBlockValidationError):
        block.clean(block.to_python({**call, "text": "<p>Come.</p>", "page": call["page"] and call["page"].pk}))
