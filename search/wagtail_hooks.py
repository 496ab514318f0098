"""What the search adds to the admin: synonyms, best bets, and the report of searches."""

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from search.models import BestBet, Synonym
from search.report import SearchReport


class BestBetViewSet(SnippetViewSet):
    model = BestBet
    icon = "pick"
    menu_label = _("Best bets")
    list_display = ["__str__", "language"]
    list_filter = ["language"]
    search_backend_name = None
    search_fields = ["searches__text"]


class SynonymViewSet(SnippetViewSet):
    model = Synonym
    icon = "list-ul"
    menu_label = _("Synonyms")
    search_backend_name = None
    search_fields = ["terms"]


@register_snippet
class SearchGroup(SnippetViewSetGroup):
    items = (BestBetViewSet, SynonymViewSet)
    menu_label = _("Search")
    menu_icon = "search"
    menu_order = 220


@hooks.register("register_admin_urls")
def report_urls():
    return [
        path("reports/searches/", SearchReport.as_view(), name="search_report"),
        path("reports/searches/results/", SearchReport.as_view(results_only=True), name="search_report_results"),
    ]


class ReportItem(MenuItem):
    """Shown to those who may keep best bets."""

    def is_shown(self, request):
        return request.user.has_perms(["search.add_bestbet"])


@hooks.register("register_reports_menu_item")
def report_item():
    return ReportItem(_("Searches"), reverse_lazy("search_report"), icon_name="search", order=910)


@hooks.register("register_guide_sections")
def sections_of_the_guide():
    return {
        BestBet: "Put a page first in the search, or leave one out",
        Synonym: "Make the search find other words for the same thing",
        "search_report": "See what readers search for",
    }
