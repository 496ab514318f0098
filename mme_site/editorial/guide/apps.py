from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuideConfig(AppConfig):
    """It has no tables."""

    name = "mme_site.editorial.guide"
    verbose_name = _("Guide")
