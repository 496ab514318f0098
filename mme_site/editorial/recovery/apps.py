from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecoveryConfig(AppConfig):
    name = "mme_site.editorial.recovery"
    verbose_name = _("Recovery")

    def ready(self):
        """Record what is deleted, whoever deletes it."""
        from mme_site.editorial.recovery import recording

        recording.connect()
