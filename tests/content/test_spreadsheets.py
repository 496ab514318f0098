"""All that the project ships goes out into spreadsheets and comes back."""

import pytest

from mme_site.editorial.import_export.dry_run import build_plan
from mme_site.editorial.import_export.export import write_csv, write_xlsx
from mme_site.editorial.import_export.forms import offers
from mme_site.editorial.import_export.plan import ImportOutcome
from mme_site.editorial.import_export.readers import read_tables
from tests.helpers.people import administrator

pytestmark = pytest.mark.django_db
WRITERS = {"content.xlsx": write_xlsx, "content.zip": write_csv}


@pytest.mark.parametrize("file", WRITERS)
@pytest.mark.parametrize(("name", "at_least"), [("members", 80), ("meetings", 40), ("documents", 30)])
def test_the_content_comes_back_from_a_spreadsheet_without_a_change(loaded, file, name, at_least):
    person = administrator()
    [offer] = [offer for offer in offers(person).values() if offer.resource.name == name]
    resource = offer.resource(person, offer.place)
    plan = build_plan(resource, read_tables([(file, WRITERS[file](resource))]))

    assert plan.problems == plan.notes == []
    assert len(plan.of(ImportOutcome.UNCHANGED)) == len(plan.entries) > at_least
