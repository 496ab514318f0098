"""Of which version a database is."""

from collections import defaultdict
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
    """Return the version of a database, by the migrations that it says were applied."""
    applied = defaultdict(set)
    for app, name in MigrationRecorder(connection).applied_migrations():
        applied[app].add(name)
    if any(app in applied for app in APPS.values()):
        return Version.OF_TODAY
    if not any(app in applied for app in MIGRATIONS):
        return Version.NONE
    known = {app: set(names) for app, names in MIGRATIONS.items()}
    found = {app: applied[app] for app in known}
    if found == known:
        return Version.LAST_OF_0_8
    return Version.OLDER if all(found[app] <= known[app] for app in known) else Version.UNKNOWN
