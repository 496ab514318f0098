"""How often one client may ask the search, so that nobody wears the site down with it."""

import functools
import math
import threading
import time
from collections import OrderedDict

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import ngettext

from mme_site.delivery.trusted_proxies import household

MINUTE = 60  # seconds
MOST_CLIENTS = 10_000  # that are remembered; about 2 MB
SUGGESTIONS_FOR_A_SEARCH = 5  # a reader who types asks for suggestions at every pause


class Buckets:
    """A token bucket for each client: a minute's worth at once, and as it refills from then on.

    Of each bucket only the moment is kept when it is full again (ITU-T I.371, the
    'virtual scheduling algorithm'); then it is forgotten. Where there are too many, those
    of the clients that have not asked for longest go first. Every process of the site has
    its own.
    """

    def __init__(self, times=1):
        self.times = times
        self.full_at = OrderedDict()
        self.lock = threading.Lock()

    def take(self, client):
        """Take one token of a client and return 0, or return the seconds until there is one."""
        now, interval = time.time(), MINUTE / (settings.SEARCHES_A_MINUTE * self.times)
        with self.lock:
            self.forget_the_full(now)
            # No bucket is full later than in a minute; the clock of the machine may have been set back.
            full_at = min(max(self.full_at.get(client, now), now), now + MINUTE)
            wait = full_at + interval - (now + MINUTE)
            # A token that is there but for the rounding of the clock is there.
            if wait > interval / 1000:
                return wait
            self.full_at[client] = full_at + interval
            self.full_at.move_to_end(client)
            if len(self.full_at) > MOST_CLIENTS:
                self.full_at.popitem(last=False)
            return 0

    def forget_the_full(self, now):
        """Forget clients that could ask as if they never had, beginning with who has not asked for longest."""
        while self.full_at and next(iter(self.full_at.values())) <= now:
            self.full_at.popitem(last=False)


SEARCHES = Buckets()
SUGGESTIONS = Buckets(times=SUGGESTIONS_FOR_A_SEARCH)


def limited(buckets, as_json=False):
    """Decorate a view of the search: who asks too often is told when to ask again (RFC 6585, 4).

    The box alone, without a question, is not counted, nor is a preview.
    """

    def decorate(view):
        @functools.wraps(view)
        def answer(request, *args, **kwargs):
            is_asked = request.GET.get("q", "").strip() and not getattr(request, "is_preview", False)
            seconds = buckets.take(client_of(request)) if is_asked else 0
            if seconds:
                return too_many(request, math.ceil(seconds), as_json or request.GET.get("format") == "json")
            return view(request, *args, **kwargs)

        return answer

    return decorate


def client_of(request):
    """Return what a client is known by; '' of a socket of the machine itself."""
    return household(request.META.get("REMOTE_ADDR", ""))


def too_many(request, seconds, as_json):
    """Return the answer to who asks too often, with the seconds to wait; it is made without the database."""
    words = ngettext(
        "Too many searches came from your address. Please try again in %(seconds)s second.",
        "Too many searches came from your address. Please try again in %(seconds)s seconds.",
        seconds,
    ) % {"seconds": seconds}
    headers = {"Retry-After": str(seconds), "Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
    if as_json:
        return JsonResponse({"error": words}, status=429, headers=headers)
    content = render_to_string("search/too_many.html", {"query": request.GET["q"][:200], "words": words})
    return HttpResponse(content, status=429, headers=headers)
