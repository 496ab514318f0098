"""Tables, files and videos in a text."""

import pytest

from mme_site.pages.blocks import BodyBlock
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
