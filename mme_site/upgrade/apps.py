from typing import Any

from django.apps import AppConfig, apps
from django.core.management.base import CommandError
from django.db import connections
from django.db.models.signals import pre_migrate


class UpgradeConfig(AppConfig):
    """The way from version 0.8 into this one. It has no tables."""

    name = "mme_site.upgrade"

    def ready(self) -> None:
        # Sent for each app that has models: once is enough.
        pre_migrate.connect(refuse_version_0_8, sender=apps.get_app_config("core"))


def refuse_version_0_8(using: str, **_signal: Any) -> None:
    """Stop `migrate` before it makes empty tables beside those of 0.8."""
    from mme_site.upgrade.state import Version, version_of

    version = version_of(connections[using])
    if version not in (Version.NONE, Version.OF_TODAY):
        raise CommandError(f"Nothing was migrated: {version.value}. First: manage.py upgrade_from_0_8")
