from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutboxConfig(AppConfig):
    name = "mme_site.tasks"
    verbose_name = _("Outbox")

    def ready(self) -> None:
        from mme_site.tasks import signal_handlers

        signal_handlers.connect()
