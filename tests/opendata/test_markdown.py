"""Pages are read as Markdown, and programs are told where to begin."""

import pytest
from markdown_it import MarkdownIt

from mme_site.opendata.markdown import markdown_of

pytestmark = pytest.mark.django_db


def test_a_page_as_markdown_says_what_the_page_says(client, tree):
    meeting = tree.meeting(title="Luanda *summit*", summary="What came of it.", city="Luanda")

    said = client.get(f"{meeting.url}page.md")

    assert said["Content-Type"] == "text/markdown; charset=utf-8"
    assert "# Luanda \\*summit\\*" in said.content.decode()
    assert "What came of it." in said.content.decode()


def test_a_table_keeps_its_columns_where_cells_are_empty_hidden_or_wide():
    rows = (
        '<tr><td class="unseen">#</td><th>Body</th></tr><tr><td></td><td>AU</td></tr><tr><th colspan="2">EU</th></tr>'
    )

    said = MarkdownIt().enable("table").parse(markdown_of(f"<main><table>{rows}</table></main>", "http://x.example/"))

    cells = [token.content for token in said if token.type == "inline"][:6]
    assert cells == ["", "Body", "", "AU", "EU", ""]


def test_programs_that_read_for_people_are_told_where_to_begin(client, tree):
    said = client.get("/llms.txt").content.decode()

    assert "[Meetings](http://localhost/meetings/page.md)" in said


LISTS = ("meetings/", "documents/", "members/", "members/map/", "members/changes/", "meetings/timeline/")


@pytest.mark.parametrize("address", LISTS)
def test_a_list_as_markdown_is_refused_where_its_filter_cannot_be_read(client, tree, address):
    refused = client.get(f"/{address}page.md?nothing=1&utm_source=letter")

    assert (refused.status_code, refused["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert refused.content.decode() == "nothing: There is no such filter.\n"
    assert client.get(f"/{address}page.md?page=2&utm_source=letter").status_code == 200


def test_a_list_as_markdown_names_the_address_of_the_list_as_it_is_limited(client, tree):
    tree.meeting(kind="summit")

    said = client.get("/meetings/page.md?kind=summit").content.decode()

    assert said.endswith("\n---\n\n<http://testserver/meetings/?kind=summit>\n")
