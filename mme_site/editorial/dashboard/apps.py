from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardConfig(AppConfig):
    """What waits for a person, on the first page of the admin and in reports. It has no tables."""

    name = "mme_site.editorial.dashboard"
    verbose_name = _("Desk")

    def ready(self):
        from mme_site.editorial.dashboard import receivers

        receivers.connect()
