from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PreflightConfig(AppConfig):
    """It has no tables."""

    name = "mme_site.editorial.preflight"
    verbose_name = _("Pre-flight")
