from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    """It has no tables: they are of mme_site/publishing."""

    name = "mme_site.editorial.releases"
