from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TakingDownConfig(AppConfig):
    name = "mme_site.editorial.taking_down"
    label = "taking_down"
    verbose_name = _("Taking down")

    def ready(self) -> None:
        from wagtail.signals import published, unpublished

        from mme_site.editorial.taking_down.effects import follow_unpublication, forget_when_published

        published.connect(forget_when_published)
        unpublished.connect(follow_unpublication)
