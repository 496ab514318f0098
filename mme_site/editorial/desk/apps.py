from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """What waits for a person, on the first page of the admin and in reports. It has no tables."""

    name = "mme_site.editorial.desk"
    verbose_name = _("Desk")

    def ready(self):
        from mme_site.editorial.desk import receivers

        receivers.connect()
