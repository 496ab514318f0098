"""Error pages, which need neither a database nor the site's settings."""

from django.http import HttpResponseNotFound, HttpResponseServerError
from django.template import loader


def page_not_found(request, exception=None):
    """Say that there is no such page, and offer the search.

    No cache keeps the answer: what is not public yet is, a second later.
    """
    return HttpResponseNotFound(loader.render_to_string("404.html"), headers={"Cache-Control": "no-store"})


def server_error(request):
    """Say that the site failed, and what to do."""
    return HttpResponseServerError(loader.render_to_string("500.html"))
