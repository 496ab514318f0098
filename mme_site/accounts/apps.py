from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "mme_site.accounts"
    verbose_name = _("Signing in")

    def ready(self):
        from mme_site.accounts import receivers

        receivers.connect()
