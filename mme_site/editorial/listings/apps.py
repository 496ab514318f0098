from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ListingsConfig(AppConfig):
    """It has no tables."""

    name = "mme_site.editorial.listings"
    verbose_name = _("Listings")
