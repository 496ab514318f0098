from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReaderReportsConfig(AppConfig):
    name = "mme_site.editorial.reader_reports"
    label = "reader_reports"
    verbose_name = _("Reports of readers")
