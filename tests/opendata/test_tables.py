"""Lists are read back as spreadsheets."""

import csv
import datetime
import io

import openpyxl
import pytest
from django.utils import translation

from meetings.opendata import calendars
from mme_site.opendata.tables import spreadsheet_cell
from tests.helpers.translations import translated
from tests.opendata.addresses import content_of

pytestmark = pytest.mark.django_db
TRICKY = 'Déclaration <de> "Luanda" & إعلان لواندا'


def test_a_list_as_csv_and_as_a_spreadsheet_has_a_row_for_each_and_no_formula(client, tree):
    tree.document(title='=HYPERLINK("x")', body_responsible="A summit")
    tree.document(title=TRICKY)

    rows = list(
        csv.DictReader(
            io.StringIO(content_of(client.get("/documents/table.csv")).removeprefix("\ufeff").rsplit(" {", 1)[0])
        )
    )
    book = openpyxl.load_workbook(io.BytesIO(b"".join(client.get("/documents/table.xlsx").streaming_content)))

    assert {row["title"] for row in rows} == {'\'=HYPERLINK("x")', TRICKY}
    head, *lines = book.active.iter_rows(values_only=True)
    assert {line[head.index("title")] for line in lines} == {'\'=HYPERLINK("x")', TRICKY}


def test_the_list_of_members_as_csv_is_as_of_the_day_asked_for(client, tree):
    tree.member("Angola", from_date=datetime.date(1976, 2, 12))

    def names(day):
        content = content_of(client.get(f"/members/table.csv?as_of={day}")).removeprefix("\ufeff").rsplit(" {", 1)[0]
        return [row["title"] for row in csv.DictReader(io.StringIO(content))]

    assert (names("1975-01-01"), names("1977-01-01")) == ([], ["Angola"])


def test_a_spreadsheet_holds_no_character_that_would_make_it_unreadable():
    assert spreadsheet_cell("Luanda\ufffe\uffff\x0b Declaration") == "Luanda Declaration"


@pytest.mark.parametrize("file", ["table.csv", "calendar.ics"])
def test_what_is_sent_piece_by_piece_is_in_the_language_that_was_asked_for(client, tree, monkeypatch, file):
    monkeypatch.setattr(calendars, "MOST_AT_ONCE", 0)
    translated(tree.meeting(title="Luanda summit"), "ar", title="قمة لواندا")

    with translation.override("ar"):  # as a server has it while the request is answered, and no longer
        response = client.get(f"/ar/meetings/{file}")
    with translation.override("en"):
        content = b"".join(response.streaming_content)

    said = content.replace(b"\r\n ", b"").decode()  # lines of a calendar are folded
    assert response["Content-Language"] == "ar"
    assert "قمة لواندا" in said
    assert "Luanda summit" not in said
