"""All that the project ships goes out into spreadsheets and comes back."""

import pytest

from mme_site.editorial.import_export.forms import offers
from mme_site.editorial.import_export.plan import Outcome
from mme_site.editorial.import_export.planning import make_plan
from mme_site.editorial.import_export.reading import read_tables
from mme_site.editorial.import_export.writing import write_csv, write_xlsx
from tests.people import administrator

pytestmark = pytest.mark.django_db
WRITERS = {"content.xlsx": write_xlsx, "content.zip": write_csv}


@pytest.mark.parametrize("file", WRITERS)
@pytest.mark.parametrize(("name", "at_least"), [("members", 80), ("meetings", 40), ("documents", 30)])
def test_the_content_comes_back_from_a_spreadsheet_without_a_change(loaded, file, name, at_least):
    person = administrator()
    [(kind, place)] = [(kind, place) for kind, place in offers(person).values() if kind.name == name]
    kind = kind(person, place)
    plan = make_plan(kind, read_tables([(file, WRITERS[file](kind))]))

    assert plan.problems == plan.notes == []
    assert len(plan.of(Outcome.UNCHANGED)) == len(plan.entries) > at_least
