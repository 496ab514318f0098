from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WeeklyCheckConfig(AppConfig):
    name = "mme_site.editorial.weekly_check"
    label = "weekly_check"
    verbose_name = _("Weekly check")
