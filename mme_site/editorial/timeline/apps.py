from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TimelineConfig(AppConfig):
    name = "mme_site.editorial.timeline"
    verbose_name = _("Publishing timeline")
