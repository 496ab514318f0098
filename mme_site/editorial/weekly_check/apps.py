from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WeeklyCheckConfig(AppConfig):
    name = "mme_site.editorial.weekly_check"
    label = "weekly_check"
    verbose_name = _("Weekly check")

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from mme_site.editorial.weekly_check.checks import check_again
        from mme_site.files.models import SiteDocument, SiteImage

        for model in (SiteDocument, SiteImage):
            post_save.connect(check_again, sender=model)
