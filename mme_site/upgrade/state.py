"""Of which version a database is."""

from enum import Enum

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from mme_site.upgrade.renames import APPS, MIGRATIONS


class Version(Enum):
    NONE = "there are no tables of the site yet"
    OF_TODAY = "it is of a later version than 0.8 already"
    LAST_OF_0_8 = "it is of the last 0.8"
    OLDER = "it is older than the last 0.8"
    UNKNOWN = "it holds migrations that no version of the site had"


def version_of(connection: BaseDatabaseWrapper) -> Version:
    """Return the version of a database, by the last migrations that it says were applied."""
    applied = MigrationRecorder(connection).applied_migrations()
    last = {app: max((name for of, name in applied if of == app), default="") for app in MIGRATIONS}
    if any(app in APPS.values() for app, _name in applied):
        return Version.OF_TODAY
    if not any(last.values()):
        return Version.NONE
    if last == MIGRATIONS:
        return Version.LAST_OF_0_8
    return Version.OLDER if all(last[app] <= name for app, name in MIGRATIONS.items()) else Version.UNKNOWN
