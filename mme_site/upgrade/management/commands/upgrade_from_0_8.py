"""The way of a site of version 0.8 into the versions after it (docs/OPERATIONS.md)."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.loader import MigrationLoader

from mme_site.upgrade.renames import SQUASHED, SQUASHED_APPS
from mme_site.upgrade.rows import record_migrations, rename
from mme_site.upgrade.state import Version, version_of
from mme_site.upgrade.tables import drop_content_triggers, remake
from search.indexing.documents import collect_everything
from search.indexing.writer import write_in_batches


class Command(BaseCommand):
    help = "Bring the database of a site of version 0.8 to this version; leave any other as it is."

    def handle(self, **options: Any) -> None:
        version = version_of(connection)
        if version in (Version.OLDER, Version.UNKNOWN):
            raise CommandError(
                f"The database cannot be upgraded: {version.value}. "
                "Start the last version 0.8 on it, which updates it, and then this one."
            )
        if version is not Version.LAST_OF_0_8:
            if options["verbosity"]:
                self.stdout.write(f"Nothing to upgrade: {version.value}.")
            return
        # One transaction, in which SQLite checks keys that point to other tables at the end only.
        with connection.schema_editor(atomic=True) as editor:
            upgrade(editor)
        ContentType.objects.clear_cache()
        call_command("migrate", verbosity=0, interactive=False)
        write_in_batches(document for _item, document in collect_everything())
        self.stdout.write("Upgraded from version 0.8.")


def upgrade(editor: BaseDatabaseSchemaEditor) -> None:
    """Rename what has another name, and record the squashed migrations as applied."""
    loader = MigrationLoader(None)
    others = [key for key in loader.graph.leaf_nodes() if key[0] not in SQUASHED_APPS]
    apps = loader.project_state([*others, *((app, SQUASHED) for app in SQUASHED_APPS)]).apps
    drop_content_triggers(editor)
    remake(editor, apps)
    rename(apps)
    record_migrations(editor.connection)
