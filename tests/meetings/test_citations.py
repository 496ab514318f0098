"""A document says how it is cited, with no more than is known of it."""

import dataclasses
import datetime

from meetings.citations import Citation
from tests.helpers.reading import read, section, words

TRIPOLI = Citation(
    key="tripoli-2006",
    title="Joint Declaration on Migration & Development",
    body="Ministerial Conference",
    symbol="EX.CL/1_2 {a}",
    place="Tripoli",
    date="2006-11-23",
    date_text="23 November 2006",
    url="https://mme.example/documents/tripoli-2006/",
    language="en",
)


def test_a_document_is_cited_with_body_title_place_date_and_address(client, tree):
    document = tree.document(
        title="Lisbon Declaration",
        body_responsible="2nd EU-Africa Summit",
        place="Lisbon",
        date=datetime.date(2007, 12, 9),
        slug="lisbon",
    )

    cited = words(section(read(client, document.url), "cite").blockquote)

    assert (
        cited
        == "2nd EU-Africa Summit, “Lisbon Declaration”, Lisbon, 9 December 2007. http://localhost/documents/lisbon/"
    )


def test_a_citation_leaves_out_what_is_not_known(client, tree):
    document = tree.document(title="Lisbon Declaration", date=None, slug="lisbon")

    assert words(section(read(client, document.url), "cite").blockquote) == (
        "“Lisbon Declaration”. http://localhost/documents/lisbon/"
    )


def test_a_citation_is_no_more_precise_than_the_date(tree):
    document = tree.document(date=datetime.date(2012, 5, 1), date_precision="month")

    citation = Citation.of(document, "https://mme.example/")

    assert (citation.date, citation.date_text) == ("2012-05", "May 2012")


def test_bibtex_finds_no_command_in_a_title():
    assert TRIPOLI.bibtex.splitlines() == [
        "@misc{tripoli-2006,",
        r"  title = {{Joint Declaration on Migration \& Development}},",
        "  author = {{Ministerial Conference}},",
        r"  number = {EX.CL/1\_2 \textbraceleft{}a\textbraceright{}},",
        "  address = {Tripoli},",
        "  year = {2006},",
        "  month = {11},",
        "  day = {23},",
        "  url = {https://mme.example/documents/tripoli-2006/},",
        "}",
    ]


def test_ris_has_a_line_for_each_fact_and_ends():
    assert TRIPOLI.ris.splitlines() == [
        "TY  - GEN",
        "TI  - Joint Declaration on Migration & Development",
        "AU  - Ministerial Conference",
        "M1  - EX.CL/1_2 {a}",
        "CY  - Tripoli",
        "PY  - 2006",
        "DA  - 2006/11/23",
        "LA  - en",
        "UR  - https://mme.example/documents/tripoli-2006/",
        "ER  - ",
    ]


def test_a_title_that_ends_with_a_sign_gets_no_second_one():
    cited = dict(dataclasses.replace(TRIPOLI, title="Who moves?", body="A. B. Conf.", symbol="").styles)

    assert cited == {
        "APA": f"A. B. Conf. (2006). Who moves? {TRIPOLI.url}",
        "Chicago": f"A. B. Conf. “Who moves?” Tripoli, 23 November 2006. {TRIPOLI.url}.",
    }
