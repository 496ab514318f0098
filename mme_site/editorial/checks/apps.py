from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CheckingConfig(AppConfig):
    name = "mme_site.editorial.checks"
    label = "checking"
    verbose_name = _("Checks")
