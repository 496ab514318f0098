from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "mme_site.files"
    verbose_name = _("Files")

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from mme_site.files import signals, uses  # noqa: F401 - signals connects itself
        from mme_site.files.models import SiteDocument, SiteImage
        from mme_site.files.rights import UploadPolicy

        uses.connect()
        # For exactly these classes, which goes before what Wagtail registers for them and their kind.
        for model, rights in (SiteDocument, "wagtaildocs.Document"), (SiteImage, "wagtailimages.Image"):
            register_permission_policy(model, UploadPolicy(model, rights), exact_class=True)
