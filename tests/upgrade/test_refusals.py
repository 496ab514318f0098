"""What is not the last 0.8 is left as it is, and said why."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from wagtail.signal_handlers import connect_reference_index_signal_handlers

from mme_site.upgrade.renames import MIGRATIONS
from mme_site.upgrade.state import Version, version_of
from tests.project.architecture import ROOMS

pytestmark = pytest.mark.django_db


@pytest.fixture
def recorded():
    """A database that says that the migrations of 0.8 were applied, and none of today."""
    recorder = MigrationRecorder(connection)
    ours = [app.label for app in apps.get_app_configs() if app.name.partition(".")[0] in ROOMS]
    recorder.migration_qs.filter(app__in=ours).delete()
    for app, name in MIGRATIONS.items():
        recorder.record_applied(app, name)
    recorder.record_applied("users", "0001_initial")  # those of packages depend on it
    return recorder


def test_the_last_0_8_is_known_by_its_migrations(recorded):
    assert version_of(connection) is Version.LAST_OF_0_8


def test_an_older_site_is_to_be_updated_to_the_last_0_8_first(recorded):
    recorded.record_unapplied("search", "0005_first_synonyms_of_other_languages")

    with pytest.raises(CommandError, match=r"older than the last 0\.8\. Start the last version 0\.8 on it"):
        call_command("upgrade_from_0_8")


def test_a_migration_that_no_version_had_is_refused(recorded):
    recorded.record_applied("home", "0004_of_somebody_else")

    with pytest.raises(CommandError, match=r"it holds migrations that no version of the site had"):
        call_command("upgrade_from_0_8")


def test_migrate_does_nothing_to_a_site_of_0_8(recorded):
    with pytest.raises(CommandError, match=r"Nothing was migrated: it is of the last 0\.8\. First: manage.py upgrade"):
        call_command("migrate", verbosity=0)

    # Wagtail takes them off before a migration, and puts them back after one.
    connect_reference_index_signal_handlers()


def test_a_new_database_has_nothing_to_upgrade(recorded, capsys):
    recorded.migration_qs.filter(app__in=MIGRATIONS).delete()

    call_command("upgrade_from_0_8")

    assert capsys.readouterr().out == "Nothing to upgrade: there are no tables of the site yet.\n"


def test_a_site_of_today_has_nothing_to_upgrade(capsys):
    call_command("upgrade_from_0_8")

    assert capsys.readouterr().out == "Nothing to upgrade: it is of a later version than 0.8 already.\n"
