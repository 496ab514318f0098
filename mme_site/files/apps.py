from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "mme_site.files"
    verbose_name = _("Files")

    def ready(self):
        """Connect what follows from the saving of a file, and of what names one."""
        from mme_site.files import signals, uses  # noqa: F401 - signals connects itself

        uses.connect(self)
