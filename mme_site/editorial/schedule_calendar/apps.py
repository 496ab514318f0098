from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScheduleCalendarConfig(AppConfig):
    name = "mme_site.editorial.schedule_calendar"
    label = "timeline"  # of its table
    verbose_name = _("Publishing timeline")
