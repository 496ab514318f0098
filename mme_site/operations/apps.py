from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    name = "mme_site.operations"
    verbose_name = _("Operations")

    def ready(self):
        if settings.SENTRY_DSN:
            from mme_site.operations import error_reports

            error_reports.begin(settings.SENTRY_DSN)
