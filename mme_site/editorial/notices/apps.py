from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """It has no tables."""

    name = "mme_site.editorial.notices"
    verbose_name = _("Notices")
