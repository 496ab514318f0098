from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """It has no tables."""

    name = "mme_site.editorial.notices"
