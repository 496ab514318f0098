from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """What stands between a rendered page and the visitor. It has no tables."""

    name = "mme_site.delivery"
    label = "delivery_floor"
