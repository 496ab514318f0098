from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    name = "mme_site.publishing"
    verbose_name = _("Publishing")

    def ready(self):
        from mme_site.publishing import signal_handlers

        signal_handlers.connect()
