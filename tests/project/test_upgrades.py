"""Code of the version before goes on while a new one is put in place: no migration takes away what it needs."""

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader

from tests.project.architecture import ROOMS

TAKEN_AWAY = (migrations.RemoveField, migrations.RenameField, migrations.DeleteModel, migrations.RenameModel)
# What old code does not survive all the same. These came before the first release: a site of 0.8 is stopped for them.
EXPLAINED = {
    *(("core", "0002_printed_titles"), ("files", "0002_texts_that_look_wrong")),
    *(("files", "0003_pictures_that_cannot_be_shown"), ("home", "0002_updates_of_content")),
    *(("home", "0003_operator_of_the_site"), ("meetings", "0002_points_and_addresses")),
    *(("meetings", "0005_names_in_any_language"), ("members", "0002_suspension_has_ended")),
    *(("members", "0003_names_in_any_language"), ("publishing", "0002_publisher_heartbeat")),
    *(("publishing", "0003_reasons_as_codes"), ("publishing", "0004_clocks_of_publishers")),
    *(("home", "0005_not_stated"), ("home", "0006_what_a_partnership_is_called")),
    (
        "home",
        "0008_notices_of_a_language_and_a_time",
    ),  # settings are made with a partnership
    *(("meetings", "0007_not_stated"), ("meetings", "0008_drawings_of_themes")),
    *(("search", "0002_names_and_weights"), ("users", "0002_signing_in")),
}


def faults(operation):
    """Return why code that does not know this operation fails beside it."""
    if isinstance(operation, migrations.SeparateDatabaseAndState):
        return [fault for part in operation.database_operations for fault in faults(part)]
    if isinstance(operation, TAKEN_AWAY):
        return [f"{type(operation).__name__}: old code still reads it"]
    if isinstance(operation, migrations.AddField) and needs_a_value(operation.field):
        return [f"AddField {operation.name}: old code inserts rows without it; give it db_default or null"]
    return []


def needs_a_value(field):
    """Return True for a column that an insert must name: Django gives its default in Python, not in the database."""
    return (
        not field.null
        and field.db_default is models.NOT_PROVIDED
        and not field.many_to_many
        and not getattr(field, "generated", False)
    )


def of_ours():
    loader = MigrationLoader(None)
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        if migration.__module__.partition(".")[0] in ROOMS and not migration.initial and name != "0001_initial":
            yield (app, name), migration


@pytest.mark.django_db
def test_no_migration_takes_away_what_the_version_before_needs():
    found = [
        f"{app} {name}: {fault}"
        for (app, name), migration in of_ours()
        for operation in migration.operations
        for fault in faults(operation)
        if (app, name) not in EXPLAINED
    ]

    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("operation", "is_fault"),
    [
        (migrations.RemoveField("page", "title"), True),
        (migrations.RenameModel("page", "sheet"), True),
        (migrations.AddField("page", "title", models.TextField(default="")), True),
        (migrations.AddField("page", "title", models.TextField(default="", db_default="")), False),
        (migrations.AddField("page", "size", models.IntegerField(null=True)), False),
        (migrations.AddField("page", "themes", models.ManyToManyField("meetings.ThemePage")), False),
    ],
)
def test_what_old_code_does_not_survive_is_found(operation, is_fault):
    assert bool(faults(operation)) is is_fault
