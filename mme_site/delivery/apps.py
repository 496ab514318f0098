from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    """What stands between a rendered page and the visitor. It has no tables."""

    name = "mme_site.delivery"
    label = "delivery_floor"
    verbose_name = _("Delivery")
