from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "mme_site.core"
    verbose_name = _("Foundation")

    def ready(self) -> None:
        from mme_site.core.date_fields import register_date_fields
        from mme_site.core.formulas import guard_exports

        register_date_fields()
        guard_exports()
