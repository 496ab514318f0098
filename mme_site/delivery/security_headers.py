"""What stands between a response and the visitor."""

from collections.abc import Callable
from typing import Any

from csp.constants import HEADER as CSP_HEADER
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

# Wagtail's editor sets inline styles and runs inline scripts in its date fields and
# inline panels (wagtail/wagtail#1288). It needs no eval and no other host.
ADMIN_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "frame-src 'self'",
        "frame-ancestors 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
    ]
)
# Where people sign in nothing is inline.
ENTRANCE_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
    ]
)
METHODS = ["GET", "HEAD", "POST", "OPTIONS"]
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"

ADMIN = reverse_lazy("wagtailadmin_home")
ENTRANCE = (reverse_lazy("account_login"), reverse_lazy("account_reset_password"))


def security_headers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Add the headers that Django and django-csp leave to the site, and answer no TRACE (RFC 9110, 9.3.8)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = HttpResponseNotAllowed(METHODS) if request.method == "TRACE" else get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if request.path.startswith(str(ADMIN)):
            is_entrance = request.path.startswith(tuple(map(str, ENTRANCE)))
            response.headers[CSP_HEADER] = ENTRANCE_POLICY + providers() if is_entrance else ADMIN_POLICY
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return middleware


def providers() -> str:
    """Return the scheme of a single sign-on: its form leads to the provider, and on to others that only it knows."""
    scheme, separator, _rest = settings.OIDC_SERVER_URL.partition(":")
    return f" {scheme}{separator}" if scheme else ""


def reject_nul(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse an address with a NUL character, which no database accepts in text."""

    def middleware(request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if "\0" in request.path or "\0" in query or "%00" in query:
            raise BadRequest(_("This address contains a character that no page has (NUL)."))
        return get_response(request)

    return middleware


class CompressionMiddleware(GZipMiddleware):
    """Compress pages and other texts that Django makes, for whoever accepts gzip (RFC 9110, 8.4.1.3).

    Files and pictures are streamed and are left as they are: they are compressed already,
    and a part of one can be asked for only when its bytes are its own. Django's middleware
    pads each answer by a random length, so that its size gives no form token away
    (breachattack.com).
    """

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        if response.headers.get("Content-Encoding") == "None":
            # wagtail.utils.sendfile writes the word for a file that has no coding.
            del response.headers["Content-Encoding"]
        return response if response.streaming else super().process_response(request, response)
