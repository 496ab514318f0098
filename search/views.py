"""The search page, the same as JSON, and what is suggested while a reader types."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mme_site.core import clock
from mme_site.core.languages import separator
from mme_site.editorial.taking_down.withdrawn import withdrawn_from
from mme_site.pages.routing import site_of
from search.as_json import as_json
from search.engine.answer import MOST_LISTED, Answer
from search.engine.promoted import Promoted, chosen_by_editors
from search.engine.queries import TooSlow
from search.engine.suggesting import suggestions_for
from search.forms import SearchForm
from search.limits import SEARCHES, SUGGESTIONS, limited
from search.models import PromotedResult
from search.opensearch import for_browsers
from search.statistics import query_counter
from search.words.parsing import LONGEST_QUERY, MOST_WORDS, clean, parse

BEGINNING = 4  # letters by which names are alike
MOST_NEAREST = 5


@limited(SEARCHES)
def search(request: HttpRequest, preview_of: PromotedResult | None = None) -> HttpResponse:
    """Show what is found for `?q=`; without a query, the box alone. `&format=json` gives the same as JSON.

    Nothing but what a promoted result says is put first or left out where it is previewed.
    """
    site = site_of(request)
    form = SearchForm(request.GET, request, site)
    answer, is_slow = None, False
    if site and clean(form.typed)[0]:
        try:
            language = get_language()
            promoted = chosen_by_editors(parse(form.typed), language)
            if preview_of:
                promoted = Promoted(preview_of.targets.all())
            answer = Answer(form, site, language, promoted)
            if form.is_first_look and not preview_of and not clock.is_moved():
                query_counter.searched(answer.query.text, language, is_empty=not answer.count)
        except TooSlow:
            is_slow = True
    if form.wants_json:
        return as_json(form, answer, is_slow)
    return render(
        request,
        "search/search.html",
        {
            "form": form,
            "query": clean(form.typed)[0],
            "answer": answer,
            "is_slow": is_slow,
            "notes": notes(answer) if answer else [],
            "nearest": nearest(answer, request) if answer else [],
            "most_listed": MOST_LISTED,
            "is_anything_withdrawn": answer is not None and bool(withdrawn_from(site.root_page, request)),
        },
        status=503 if is_slow else 200,
    )


def notes(answer: Answer) -> list[str]:
    """Return what a reader has to know of how the question was taken."""
    found = []
    if answer.query.is_cut:
        found.append(
            _("Only the first %(letters)s characters and %(words)s words were searched for.")
            % {"letters": LONGEST_QUERY, "words": MOST_WORDS}
        )
    if answer.left_out and answer.count:
        found.append(
            _("No page contains %(words)s. The results are for the other words.") % {"words": quoted(answer.left_out)}
        )
    if answer.is_widened:
        found.append(_("Few pages contain all of these words. Pages that contain some of them follow."))
    elif answer.is_any and answer.count:
        found.append(_("No page contains all of these words. These pages contain some of them."))
    if answer.is_cut:
        found.append(
            _("The first %(most)s are listed. Add a word or choose below to see others.") % {"most": MOST_LISTED}
        )
    return found


def nearest(answer: Answer, request: HttpRequest) -> list[dict[str, str]]:
    """Return names that begin like a word of a question that found nothing."""
    if answer.count or answer.recommended:
        return []
    words = sorted((clause.word for clause in answer.query.clauses), key=len, reverse=True)
    if not words or len(words[0]) < BEGINNING:
        return []
    return suggestions_for(words[0][:BEGINNING], answer.site, answer.language, request)[:MOST_NEAREST]


def quoted(texts: Iterable[str]) -> str:
    return separator().join(f"“{text}”" for text in texts)


@limited(SUGGESTIONS, as_json=True)
def suggestions(request: HttpRequest) -> JsonResponse:
    """Give at most ten names that begin like what is typed, as JSON."""
    site = site_of(request)
    query = clean(request.GET.get("q", ""))[0]
    found = suggestions_for(query, site, get_language(), request) if site else []
    if request.GET.get("format") == "opensearch":
        return for_browsers(request, query, found)
    return JsonResponse({"query": query, "suggestions": found})
