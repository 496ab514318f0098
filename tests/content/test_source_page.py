"""Nothing of the page that the site replaces is lost."""

from pathlib import Path

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

LINES = (Path(__file__).parents[1] / "data" / "source-page.txt").read_text(encoding="utf-8").split("\n")
# Lines 1 to 22 are the menu of iom.int, into which two sentences about IOM have run.
SAID = [LINES[2], LINES[5], *(line for line in LINES[22:] if line != "-")]
ABOUT_IOM = [LINES[2].removeprefix("WHO WE ARE"), LINES[5].removeprefix("Our Work")]


@pytest.mark.parametrize("line", SAID)
def test_every_sentence_is_on_a_public_page_letter_for_letter(texts, line):
    assert [url for url, text in texts.items() if line in text]


def test_every_sentence_stands_on_the_page_that_keeps_the_old_one_in_its_order(texts):
    kept, end = texts["/about/the-source-page/"], 0

    for line in SAID:
        begin = kept.find(line, end)
        assert begin >= 0, line
        end = begin + len(line)


def test_the_typing_error_is_printed_only_where_the_old_page_is_kept(texts):
    assert [url for url, text in texts.items() if "slinked" in text] == ["/about/the-source-page/"]


def test_the_overview_says_linked(texts):
    assert "(MME) is linked to the Tripoli Process." in texts["/"]


@pytest.mark.parametrize("statement", ABOUT_IOM)
def test_what_the_old_page_said_of_iom_is_quoted_on_the_about_page_with_its_day(texts, statement):
    _before, _, after = texts["/about/"].partition(statement)

    assert after.strip().startswith(
        "International Organization for Migration (IOM), page on the MME partnership, as read on 23 November 2026"
    )


def test_the_contact_is_dated_and_said_to_be_of_a_project_that_has_ended(texts):
    _before, _, after = texts["/"].partition("Fax: +32 2 231 1430")

    assert "as read on 23 November 2026" in after
    assert "a project that has ended" in after


def test_no_telephone_number_of_the_ended_project_is_a_link(client):
    assert b"tel:" not in client.get("/").content
