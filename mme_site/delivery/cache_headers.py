"""What browsers, and caches between them and the site, may keep."""

import datetime
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from mme_site.delivery.cacheable import REQUEST_HEADER, is_cacheable
from mme_site.delivery.lifetimes import cache_control, lifetime_of_page

SAFE_METHODS = {"GET", "HEAD"}
ERROR = 400
# What the answer depends on: the languages of a browser and its other wishes change nothing.
VARIES_BY = "Accept-Encoding, Cookie"


def cache_control_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Add `Cache-Control` and `Vary` where a view has not said anything by itself.

    What everybody gets may be kept as long as it is right; `page_lifetime` on the response
    says how long. An error is kept by nobody, since a moment later there may be a page;
    anything else by the browser that asked for it, if it asks again each time.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        began = timezone.now()
        response = get_response(request)
        if request.method in SAFE_METHODS and is_anonymous(request) and is_cacheable(request, response):
            response.headers["Vary"] = VARIES_BY
            add_lifetime(request, response, began)
        if not response.has_header("Cache-Control"):
            is_kept = response.status_code < ERROR and is_anonymous(request) and not response.cookies
            response.headers["Cache-Control"] = "private, no-cache" if is_kept else "private, no-store"
        return response

    return middleware


def add_lifetime(request: HttpRequest, response: Any, began: datetime.datetime) -> None:
    """Say how long a page may be kept; the database is asked only where somebody keeps pages.

    What needs no database, such as robots.txt, is answered without one as well.
    """
    seconds = 0
    if settings.SHARED_CACHE_SECONDS or REQUEST_HEADER in request.META:
        try:
            lifetime = lifetime_of_page(began, getattr(request, "changes_at", None))
        except Error:
            return
        response.page_lifetime = lifetime  # for mme_site/delivery/cacheable.py
        seconds = lifetime.shared_seconds
    if response.status_code < ERROR and not response.has_header("Cache-Control"):
        response.headers["Cache-Control"] = cache_control(seconds)


def is_anonymous(request: HttpRequest) -> bool:
    """Return True for a request that names nobody, neither by a cookie nor otherwise."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES and "HTTP_AUTHORIZATION" not in request.META
