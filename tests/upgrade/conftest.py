"""The site of version 0.8 after its upgrade, and what it was before."""

from types import SimpleNamespace

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command

from tests.upgrade.old_site import database_of_0_8
from tests.upgrade.schema import rows, schema, tables


@pytest.fixture(scope="module")
def upgrade(django_db_setup, django_db_blocker, tmp_path_factory):
    """What the upgrade made of the site: the schema of a new site, and all rows before and afterwards."""
    with django_db_blocker.unblock():
        of_a_new_site = schema()
        with database_of_0_8(tmp_path_factory.mktemp("old")):
            before = {table: rows(table) for table in tables()}
            call_command("upgrade_from_0_8", verbosity=0)
            after = {table: rows(table) for table in tables()}
            yield SimpleNamespace(of_a_new_site=of_a_new_site, schema=schema(), before=before, after=after)
    ContentType.objects.clear_cache()


@pytest.fixture
def site(upgrade, db):
    """The upgraded site, in the transaction of a test."""
    ContentType.objects.clear_cache()
