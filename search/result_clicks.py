"""Notices that a result was opened, by the address that the browser says it comes from.

Links stay plain addresses and nothing runs in the browser. What a browser or a cache has
already is not asked for again, and some readers' browsers do not say where they come from:
the count is of what the site sees, and less than the truth.
"""

from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from search.statistics import query_counter

STATUSES = (200, 206, 304)


def count_opened_results(get_response):
    """Count a page or file that is opened from a page of results."""
    languages = {}

    def middleware(request):
        response = get_response(request)
        referrer = request.META.get("HTTP_REFERER", "")
        if "q=" not in referrer or request.method != "GET" or response.status_code not in STATUSES:
            return response
        if not languages:
            languages.update(search_addresses())
        came_from = urlsplit(referrer)
        language = languages.get(came_from.path)
        if language and came_from.netloc == request.get_host() and is_result(request.path, languages):
            query_counter.opened(" ".join(parse_qs(came_from.query).get("q", [])), language)
        return response

    return middleware


def search_addresses():
    """Return the language of each search page by its address."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found[reverse("search")] = language
    return found


def is_result(path, addresses):
    """Return True for what can be a result: no search page, nothing that belongs to a page, nothing of the admin."""
    not_results = (*addresses, reverse("wagtailadmin_home"), settings.MEDIA_URL, settings.STATIC_URL, "/opensearch")
    return not path.startswith(not_results) and "/first-page/" not in path
