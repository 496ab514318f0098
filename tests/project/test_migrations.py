"""What a migration says, what a new block costs, and what Django does not write by itself."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from wagtail import blocks
from wagtail.fields import StreamField

from home.models import StandardPage
from meetings.models import DocumentPage, MeetingPage
from mme_site.pages.blocks import BodyBlock, NonMigratingStreamField, QuotationBlock
from search.models import Synonym
from tests.project.architecture import ROOMS

ON_POSTGRESQL = connection.vendor == "postgresql"
FULL_TEXT_OF_POSTGRESQL = {
    *("search_textsource_vector", "search_passage_vector"),
    *("search_indexdocument_head", "search_indexedname_words"),
}
FULL_TEXT_OF_SQLITE = {
    *("search_textsource_fts", "search_passage_fts", "search_indexdocument_fts", "search_indexedname_fts"),
    *("search_textsource_deleted", "search_passage_deleted", "search_indexdocument_deleted"),
    *("search_indexedname_added", "search_indexedname_deleted"),
}


class LongerQuotationBlock(QuotationBlock):
    page = blocks.CharBlock()


class LongerBodyBlock(BodyBlock):
    quotation = LongerQuotationBlock()
    table = blocks.TextBlock()


def changes():
    """Return the apps for which a migration is missing."""
    loader = MigrationLoader(None)
    return set(MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(graph=loader.graph))


def test_a_new_block_and_a_new_field_of_a_block_need_no_migration(monkeypatch):
    monkeypatch.setitem(StandardPage._meta.get_field("body").__dict__, "stream_block", LongerBodyBlock(required=False))

    assert changes() == set()


def test_another_change_of_a_field_of_blocks_needs_one(monkeypatch):
    monkeypatch.setattr(StandardPage._meta.get_field("body"), "null", True)

    assert changes() == {"home"}


def test_no_definition_of_a_block_is_in_a_migration():
    fields = [field for model in apps.get_models() for field in model._meta.local_fields if our(model)]

    assert {type(field) for field in fields if isinstance(field, StreamField)} == {NonMigratingStreamField}


def our(model):
    return model.__module__.partition(".")[0] in ROOMS


@pytest.mark.django_db
def test_a_data_migration_reads_and_writes_every_block(tree):
    page = tree.page(body=[("quotation", {"text": "As printed."}), ("paragraph", "<p>Text.</p>")])
    stored = list(page.body.raw_data)
    in_a_migration = (
        MigrationLoader(None).project_state().apps.get_model("home", "StandardPage").objects.get(pk=page.pk)
    )

    in_a_migration.body[0]["value"]["text"] = "As printed in 2006."
    in_a_migration.save(update_fields=["body"])

    body = StandardPage.objects.get(pk=page.pk).body
    assert [block.block_type for block in body] == ["quotation", "paragraph"]
    assert body[0].value["text"] == "As printed in 2006."
    assert [block["id"] for block in body.raw_data] == [block["id"] for block in stored]


def test_each_app_of_ours_begins_with_one_migration_that_stands_alone():
    roots = [key for key in MigrationLoader(None).graph.root_nodes() if our_app(key[0])]

    assert {name for _app, name in roots} == {"0001_initial"}


def our_app(label):
    return apps.get_app_config(label).name.partition(".")[0] in ROOMS


@pytest.mark.django_db
def test_a_new_database_has_the_tables_and_triggers_of_the_full_text():
    with connection.cursor() as cursor:
        if ON_POSTGRESQL:
            cursor.execute("SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%USING gin%'")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'trigger')")
        found = {name for (name,) in cursor.fetchall()}

    assert found >= (FULL_TEXT_OF_POSTGRESQL if ON_POSTGRESQL else FULL_TEXT_OF_SQLITE)


@pytest.mark.django_db
@pytest.mark.parametrize("model", [DocumentPage, MeetingPage])
def test_postgresql_has_an_index_that_begins_with_the_latest_and_sqlite_reads_another_backwards(model):
    with connection.cursor() as cursor:
        indexes = connection.introspection.get_constraints(cursor, model._meta.db_table)

    name = f"{model._meta.model_name.removesuffix('page')}_latest_first"
    assert (name in indexes) is ON_POSTGRESQL


@pytest.mark.django_db
def test_a_new_database_has_the_first_synonyms():
    terms = [synonym.terms.splitlines() for synonym in Synonym.objects.all()]

    assert len(terms) > 200
    assert any({"AUC", "African Union Commission"} <= set(each) for each in terms)
    assert any({"Nairobi", "نيروبي"} <= set(each) for each in terms)
