from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class CachingConfig(AppConfig):
    name = "mme_site.caching"

    def ready(self) -> None:
        from mme_site.caching import triggers

        # Sent for each app, after the tables of all are there: once is enough.
        pre_migrate.connect(triggers.step_aside, sender=self, dispatch_uid="content_version_triggers_step_aside")
        post_migrate.connect(triggers.install, sender=self, dispatch_uid="content_version_triggers")
