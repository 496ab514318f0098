from django.apps import AppConfig


class PagesConfig(AppConfig):
    """The page that every page type extends. It has no tables of its own."""

    name = "mme_site.pages"

    def ready(self) -> None:
        from mme_site.pages import deleted_originals
        from mme_site.pages.atomic_actions import make_atomic
        from mme_site.pages.slugs import check_slugs_in_all_languages

        make_atomic()
        check_slugs_in_all_languages()
        deleted_originals.connect()
