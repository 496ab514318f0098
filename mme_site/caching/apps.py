from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CachingConfig(AppConfig):
    name = "mme_site.caching"
    verbose_name = _("Delivery")

    def ready(self):
        from mme_site.caching import triggers

        # Sent for each app, after the tables of all are there: once is enough.
        post_migrate.connect(triggers.install, sender=self, dispatch_uid="content_version_triggers")
