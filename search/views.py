"""The search page, the same as JSON, and what is suggested while a reader types."""

from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mme_site.pages.routing import site_of
from search.as_json import as_json
from search.bets import kept_by_editors
from search.engine.answer import MOST_LISTED, Answer
from search.engine.queries import TooSlow
from search.engine.suggesting import suggestions_for
from search.forms import SearchForm
from search.limits import SEARCHES, SUGGESTIONS, limited
from search.opensearch import for_browsers
from search.tallies import tallies
from search.words.parsing import LONGEST_QUERY, MOST_WORDS, clean, parse


@limited(SEARCHES)
def search(request):
    """Show what is found for `?q=`; without a query, the box alone. `&format=json` gives the same as JSON."""
    return respond(request)


def respond(request, bets=None):
    """Answer with what editors have put first and left out, or with `bets` in their place."""
    site = site_of(request)
    form = SearchForm(request.GET, request, site)
    answer, is_slow = None, False
    if site and clean(form.typed)[0]:
        try:
            language = get_language()
            synonyms, kept = kept_by_editors(parse(form.typed), language)
            answer = Answer(form, site, language, synonyms, bets or kept)
            if form.is_first_look and bets is None:
                tallies.searched(answer.query.text, language, is_empty=not answer.count)
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
            "most_listed": MOST_LISTED,
        },
        status=503 if is_slow else 200,
    )


def notes(answer):
    """Return what a reader has to know of how the question was taken."""
    found = []
    if answer.query.is_cut:
        found.append(
            _("Only the first %(letters)s characters and %(words)s words were looked for.")
            % {"letters": LONGEST_QUERY, "words": MOST_WORDS}
        )
    if answer.left_out and answer.count:
        found.append(_("Nothing public holds %(words)s; looked for without.") % {"words": quoted(answer.left_out)})
    if answer.is_any and answer.count:
        found.append(_("Nothing public holds all of these words. These hold some of them."))
    if answer.is_cut:
        found.append(
            _("The first %(most)s are listed. Add a word or choose below to see others.") % {"most": MOST_LISTED}
        )
    return found


def quoted(texts):
    return ", ".join(f"“{text}”" for text in texts)


@limited(SUGGESTIONS, as_json=True)
def suggestions(request):
    """Give at most ten names that begin like what is typed, as JSON."""
    site = site_of(request)
    query = clean(request.GET.get("q", ""))[0]
    found = suggestions_for(query, site, get_language(), request) if site else []
    if request.GET.get("format") == "opensearch":
        return for_browsers(request, query, found)
    return JsonResponse({"query": query, "suggestions": found})
