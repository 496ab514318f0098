from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "mme_site.files"
    verbose_name = _("Files")

    def ready(self):
        from mme_site.files import uses  # models are there only now

        uses.connect(self)
