"""Error pages, which need neither a database nor the site's settings."""

import re
from urllib.parse import unquote

from django.http import HttpResponseNotFound, HttpResponseServerError
from django.template import loader

LONGEST_GUESS = 60  # characters; the words of an address that is longer are no title


def page_not_found(request, exception=None):
    """Say that there is no such page, and offer to search for the words of its address.

    No cache keeps the answer: what is not public yet is, a second later.
    """
    content = loader.render_to_string("404.html", {"words": words_of(request.path)})
    return HttpResponseNotFound(content, headers={"Cache-Control": "no-store"})


def words_of(path):
    """Return the words of the last part of an address: 'tripoli declaration' of '/x/tripoli-declaration/'."""
    last = path.rstrip("/").rpartition("/")[2]
    words = re.sub(r"\.\w{2,5}$", "", unquote(last))
    return " ".join(re.findall(r"\w+", words.replace("_", " ")))[:LONGEST_GUESS]


def server_error(request):
    """Say that the site failed, and what to do."""
    return HttpResponseServerError(loader.render_to_string("500.html"))
