"""What the search adds to the admin: synonyms, promoted results, and the report of searches."""

from django.core.management import BaseCommand, call_command
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from mme_site.core.admin import register_report
from search.api import add_search
from search.import_export import SynonymResource
from search.indexing.health import reason_to_make_anew
from search.models import PromotedResult, Synonym
from search.report import SearchReport


class PromotedResultViewSet(SnippetViewSet):
    model = PromotedResult
    icon = "pick"
    menu_label = _("Best bets")
    list_display = ["__str__", "language"]
    list_filter = ["language"]
    search_backend_name = None
    search_fields = ["queries__text"]


class SynonymViewSet(SnippetViewSet):
    model = Synonym
    icon = "list-ul"
    menu_label = _("Synonyms")
    search_backend_name = None
    search_fields = ["terms"]


@register_snippet
class SearchGroup(SnippetViewSetGroup):
    items = (PromotedResultViewSet, SynonymViewSet)
    menu_label = pgettext_lazy("a search", "Search")
    menu_icon = "search"
    menu_order = 220


register_report("reports/searches/", SearchReport, 910)


@hooks.register("register_import_resources")
def import_resources():
    return [SynonymResource]


@hooks.register("register_guide_sections")
def sections_of_the_guide():
    return {
        PromotedResult: "Put a page first in the search, or leave one out",
        Synonym: "Make the search find other words for the same thing",
        "search_report": "See what readers search for",
    }


@hooks.register("register_ready_checks")
def reason_of_the_search() -> str:
    """Return why this site is not ready: its index is not that of this version, or holds too little of the content."""
    return reason_to_make_anew()


@hooks.register("after_worker_once")
def heal_the_index(command: BaseCommand) -> None:
    """Make the index anew where it is empty, or was made by another version: `prepare` starts no site without it."""
    if reason := reason_to_make_anew():
        command.stdout.write(f"{reason} It is made anew.")
        call_command("update_index", verbosity=0)


hooks.register("register_api_operations", add_search)
