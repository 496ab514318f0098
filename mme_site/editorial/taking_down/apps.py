from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TakingDownConfig(AppConfig):
    name = "mme_site.editorial.taking_down"
    label = "taking_down"
    verbose_name = _("Taking down")

    def ready(self) -> None:
        from wagtail.signals import page_published

        from mme_site.editorial.taking_down.models import forget_when_published

        page_published.connect(forget_when_published)
