from django.apps import AppConfig


class PreflightConfig(AppConfig):
    """It has no tables."""

    name = "mme_site.editorial.preflight"
