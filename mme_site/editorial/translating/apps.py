from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslatingConfig(AppConfig):
    name = "mme_site.editorial.translating"
    verbose_name = _("Translations")

    def ready(self):
        from mme_site.editorial.translating import receivers

        receivers.connect()
