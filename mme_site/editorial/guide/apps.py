from django.apps import AppConfig


class GuideConfig(AppConfig):
    """It has no tables."""

    name = "mme_site.editorial.guide"
