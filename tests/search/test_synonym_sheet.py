"""Synonyms as a sheet: exported, changed, and imported after a dry run."""

import pytest

from search.models import Synonym
from tests.helpers.import_export import DryRun, csv_file, edited, export, rows_of
from tests.helpers.searching import ask, titles

pytestmark = pytest.mark.django_db

PROGRAMME = "Programme for Infrastructure Development"
HEADINGS = ["First word", "Words with the same meaning", "Words that lead to them"]


@pytest.fixture
def group():
    Synonym.objects.all().delete()
    return Synonym.objects.create(terms="PIDA\nProgramme for Infrastructure Development", leads_here="Pidda")


def test_a_sheet_makes_and_changes_groups_and_they_are_used_at_once(admin_client, client, tree, group):
    page = tree.document(title="A note on PIDA")
    rows = [
        HEADINGS,
        ["PIDA", f"PIDA | {PROGRAMME}", "Pidda | infra"],
        ["AfCFTA", "AfCFTA | ZLECAf", ""],
    ]

    dry_run = DryRun(admin_client, "synonyms", csv_file(rows), name="synonyms.csv")

    assert dry_run.counts == {"made": 1, "changed": 1}
    assert Synonym.objects.count() == 1
    dry_run.confirm()
    assert {group.terms: group.leads_here for group in Synonym.objects.all()} == {
        "PIDA\nProgramme for Infrastructure Development": "Pidda\ninfra",
        "AfCFTA\nZLECAf": "",
    }
    assert titles(ask(client, "infra")) == [page.title]


def test_what_is_exported_and_imported_again_changes_nothing(admin_client, group):
    data = export(admin_client, "synonyms")

    [row] = rows_of(data, "Synonyms")
    assert [row[heading] for heading in HEADINGS] == [
        "PIDA",
        f"PIDA | {PROGRAMME}",
        "Pidda",
    ]
    assert DryRun(admin_client, "synonyms", data).counts == {"unchanged": 1}


def test_a_group_of_one_word_is_refused_with_its_row(admin_client, group):
    data = edited(export(admin_client, "synonyms"), lambda book: book["Synonyms"].append(["lonely", "lonely", ""]))

    dry_run = DryRun(admin_client, "synonyms", data)

    assert dry_run.counts == {"refused": 1, "unchanged": 1}
    assert any("Name at least two different words" in problem for problem in dry_run.problems)
    assert not dry_run.can_be_imported
