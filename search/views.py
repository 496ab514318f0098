"""The search page."""

from django.core.paginator import Paginator
from django.shortcuts import render
from wagtail.models import Site

from search.forms import SearchForm
from search.results import Results

RESULTS_PER_PAGE = 20


def search(request):
    """Show what is found for `?q=`; without a query, the box alone."""
    form = SearchForm(request.GET)
    site = Site.find_for_request(request)
    found = None
    if form.query and site:
        results = Results(form.query, site.root_page, request)
        found = Paginator(results, RESULTS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "search/search.html", {"query": form.query, "found": found})
