from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChecksConfig(AppConfig):
    name = "mme_site.editorial.checks"
    verbose_name = _("Checks")
