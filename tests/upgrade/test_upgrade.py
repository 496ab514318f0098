"""A site of version 0.8 is upgraded by one command, and loses nothing."""

import csv
import datetime

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from wagtail.models import ModelLogEntry, Page, Revision
from wagtail_localize.models import TranslationSource

from home.models import StandardPage
from meetings.models import MeetingSeries
from members.models import Member
from mme_site.caching.models import ContentVersion
from mme_site.caching.version import content_version
from mme_site.core.models import Source
from mme_site.editorial.recovery.models import DeletedRow, Deletion
from mme_site.editorial.recovery.restoring import restore
from mme_site.editorial.users.models import RoleGroup
from mme_site.editorial.users.roles.role_groups import ensure_role_groups
from mme_site.files.models import SiteDocument
from mme_site.tasks.execution import import_task
from mme_site.tasks.models import OutboxTask, TaskStatus
from mme_site.upgrade.renames import COLUMNS, DERIVED, RECORD_TYPES, TASKS, new_right
from mme_site.upgrade.rows import rename_kept_rows
from mme_site.upgrade.tables import old_table
from search import limits
from search.models import PromotedResult, PromotedTarget
from tests.helpers.reading import parse
from tests.helpers.scheduling import publish_at
from tests.upgrade.old_site import DATA

pytestmark = pytest.mark.django_db

NOTES = b"Seasonal workers, a well and the orchard of Ouidah.\nSecond line of the notes.\n"
ANSWERED = "2026-11-29T12:00:00+01:00"  # when the addresses were asked on the former version
DELETED = b"Deleted bytes.\n"
DELETED_AT = "kept/49/494fa7b22b26ff0175ef0c6a0d99b957fbad36b9062369a576018cb367cf8273"
# Tables whose rows name what has another name; what becomes of those is said one by one below.
NAMING = {
    *("auth_permission", "django_content_type", "django_migrations", "recovery_deletedrow", "recovery_deletion"),
    *("tasks_outboxtask", "users_rolegroup", "wagtail_localize_translationsource"),
}


NAMES = {"name_fr", "name_pt", "name_ar"}
# Columns whose content has another place: tests/members/test_names_of_before.py, tests/publishing/test_causes.py.
MOVED = {
    **{table: NAMES for table in ("members_body", "members_member", "meetings_meetingseries")},
    "publishing_schedule": {"reason"},
    "wagtailcore_revision": {"content"},  # of members, which hold the same columns
}
SHIPPED = {"meetings_kind"}  # what had a name in the code only
COMPLETED = {"search_synonym"}  # groups have gained the words, and the groups, that are shipped since
LEARNED = {"search_facets", "search_trigram", "search_word"}  # of what waited to be indexed as well


def test_its_schema_is_that_of_a_new_site(upgrade):
    assert upgrade.schema - upgrade.of_a_new_site == set()
    assert upgrade.of_a_new_site - upgrade.schema == set()


def test_every_row_is_there_as_it_was(upgrade):
    models = {old_table(model): model for model in apps.get_models()}
    before = dict(as_named_now(table, rows, models.get(table)) for table, rows in upgrade.before.items())
    derived = {apps.get_model(label)._meta.db_table for label in DERIVED}

    assert before.keys() <= upgrade.after.keys()
    assert {table for table in upgrade.after.keys() - before.keys() if upgrade.after[table]} == SHIPPED
    kept = {table: of_columns(before[table], upgrade.after[table]) for table in before.keys() - NAMING - derived}
    assert [table for table in kept.keys() - LEARNED - COMPLETED if before[table] != kept[table]] == []
    assert [row for table in LEARNED for row in before[table] if row not in kept[table]] == []
    assert [table for table in derived if len(before[table]) > len(upgrade.after[table])] == []
    assert [table for table in NAMING - {"django_migrations"} if len(before[table]) > len(upgrade.after[table])] == []
    groups = {dict(row)["id"]: dict(row)["terms"].splitlines() for row in kept["search_synonym"]}
    for row in map(dict, before["search_synonym"]):
        assert set(row["terms"].splitlines()) <= set(groups[row["id"]])


def of_columns(before, after):
    """Return rows with the columns that the table had before: those that were added since are empty or new."""
    known = {name for row in before for name, _value in row}
    return sorted(([pair for pair in row if pair[0] in known] for row in after), key=repr)


def as_named_now(table, rows, model):
    """Return the table of a model with its rows, under the names that it and its columns have now."""
    renamed = COLUMNS.get(model._meta.label, {}) if model else {}
    moved = MOVED.get(model._meta.db_table if model else table, ())
    rows = [sorted((renamed.get(name, name), value) for name, value in row if name not in moved) for row in rows]
    if model and model._meta.label in RECORD_TYPES:
        column, key, label = RECORD_TYPES[model._meta.label]
        record_type = ContentType.objects.get_for_model(apps.get_model(label)).pk
        rows = [sorted([*row, (column, record_type if dict(row)[renamed[key]] else None)]) for row in rows]
    return (model._meta.db_table if model else table), sorted(rows, key=repr)


def test_every_public_address_answers_as_before(site, client, settings):
    default_storage.save("documents/notes.txt", ContentFile(NOTES))
    with open(DATA / "site-0.8-addresses.csv", encoding="utf-8") as file:
        expected = [(row["address"], int(row["status"]), row["heading"]) for row in csv.DictReader(file)]

    limits.SEARCHES.full_at.clear()  # it knows of searches that are to come
    with time_machine.travel(ANSWERED):
        answered = [(address, *answer(client, address)) for address, _status, _heading in expected]

    assert len(expected) > 200
    assert answered == expected


def answer(client, address):
    response = client.get(address)
    is_html = response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming
    heading = parse(response).select_one("h1") if is_html else None
    return response.status_code, " ".join(heading.get_text(" ").split()) if heading else ""


@pytest.mark.parametrize("path", TASKS.values())
def test_a_task_that_was_renamed_is_where_the_worker_looks_for_it(path):
    assert import_task(path)


def test_what_waited_in_the_outbox_is_done(site):
    default_storage.save("documents/notes.txt", ContentFile(NOTES))

    call_command("worker", once=True, verbosity=0)

    assert not OutboxTask.objects.open().exists()
    assert OutboxTask.objects.filter(status=TaskStatus.FAILED).count() == 1  # the one that had failed before
    assert "A letter that waits" in [letter.subject for letter in mail.outbox]
    assert StandardPage.objects.get(slug="a-page-that-ends").summary == "It ends."


def test_what_was_deleted_can_be_put_back_whole(site):
    page, _said = restore(Deletion.objects.get(title="A deleted page"))
    series, _said = restore(Deletion.objects.get(title="A deleted series"))

    assert [source.title for source in page.sources.all()] == ["Source of the deleted"]
    assert [name.name for name in page.other_names.all()] == ["Went away"]
    assert series == MeetingSeries.objects.get(slug="a-deleted-series")


def test_what_was_promoted_of_a_deleted_member_comes_back_with_it(site):
    member = Member.objects.create(code="ZZ", slug="zz", name_en="Zz", region="africa-west")
    target = PromotedTarget.objects.create(promoted_result=PromotedResult.objects.create(), record=member)
    key = member.pk
    member.delete()
    row = DeletedRow.objects.get(model="search.PromotedTarget", deletion__title="Zz")
    row.model = "search.BestBetChoice"
    row.values["bet_id"], row.values["member_id"] = row.values.pop("promoted_result_id"), row.values.pop("record_id")
    del row.values["record_type_id"]
    row.save()

    rename_kept_rows(apps)
    restore(Deletion.objects.get(title="Zz"))

    assert PromotedTarget.objects.get(pk=target.pk).record == Member.objects.get(pk=key)


def test_a_deleted_file_is_put_back_with_its_bytes(site):
    default_storage.save(DELETED_AT, ContentFile(DELETED))

    file, _said = restore(Deletion.objects.get(title="A deleted file"))

    assert SiteDocument.objects.get(pk=file.pk).file.read() == DELETED


def test_everything_that_was_deleted_names_a_model_that_there_is(site):
    assert [deletion.title for deletion in Deletion.objects.all() if deletion.model is None] == []
    default_storage.save(DELETED_AT, ContentFile(DELETED))
    for deletion in Deletion.objects.all():
        restore(deletion)
    assert not Deletion.objects.exists()


def test_the_key_of_something_deleted_is_given_to_nothing_else(site):
    deleted = DeletedRow.objects.get(model="core.Source")

    new = Source.objects.create(page=Page.objects.first(), title="New")

    assert new.pk > int(deleted.key)


def test_nobody_has_gained_or_lost_a_right(site, upgrade):
    app_labels = {row["id"]: row["app_label"] for row in map(dict, upgrade.before["django_content_type"])}
    permissions = {
        row["id"]: new_right(f"{app_labels[row['content_type_id']]}.{row['codename']}")
        for row in map(dict, upgrade.before["auth_permission"])
    }
    given = map(dict, upgrade.before["auth_group_permissions"])
    had = {(row["group_id"], permissions[row["permission_id"]]) for row in given}

    assert {
        (group.pk, f"{permission.content_type.app_label}.{permission.codename}")
        for group in Group.objects.all()
        for permission in group.permissions.select_related("content_type")
    } == had


def test_a_right_that_was_taken_away_from_a_role_does_not_come_back(site):
    ensure_role_groups()  # gives the rights to what is newer than the dump
    group = RoleGroup.objects.get(role="editors").group
    taken = group.permissions.filter(content_type__app_label="search").first()
    group.permissions.remove(taken)

    assert ensure_role_groups() == []
    assert taken not in group.permissions.all()


def test_histories_and_revisions_belong_to_what_they_belonged_to(site):
    assert [entry.pk for entry in ModelLogEntry.objects.all() if entry.content_type.model_class() is None] == []
    assert {type(revision.as_object()) for revision in Revision.objects.filter(object_str="A page to come")} == {
        StandardPage
    }


def test_a_scheduled_page_goes_live_at_its_hour(site):
    hour = datetime.datetime(2099, 1, 1, 9, tzinfo=datetime.UTC)

    said, all_went_well = publish_at(hour + datetime.timedelta(seconds=1))

    assert all_went_well, said
    assert StandardPage.objects.get(slug="a-page-to-come").live


def test_translations_are_as_up_to_date_as_before(site):
    sources = list(TranslationSource.objects.all())

    assert len(sources) == 2
    assert [str(source) for source in sources if source.schema_out_of_date()] == []


def test_the_content_version_counts_on(site, upgrade):
    before = content_version()
    [[*_id, number]] = upgrade.before["delivery_contentversion"]

    StandardPage.objects.filter(slug="an-older-page").update(summary="Seen")

    assert ContentVersion.objects.get().number >= dict([number])["number"]
    assert content_version() > before


def test_the_search_finds_what_it_found_and_what_is_new(site, client):
    found = client.get("/search/?q=orchard&format=json").json()

    assert [result["title"] for result in found["results"]]


def test_a_second_upgrade_changes_nothing(site, capsys):
    call_command("upgrade_from_0_8")

    assert capsys.readouterr().out == "Nothing to upgrade: it is of a later version than 0.8 already.\n"


def test_no_migration_is_missing_and_every_key_points_to_something(site):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)

    connection.check_constraints()
    assert not MigrationExecutor(connection).migration_plan(MigrationLoader(None).graph.leaf_nodes())
