from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = pgettext_lazy("a search", "Search")

    def ready(self) -> None:
        from search.receivers import delete_with_records

        delete_with_records()
