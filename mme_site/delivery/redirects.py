"""Redirects that editors set up, or that Wagtail makes when a page moves."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils.translation import get_language_from_path
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from mme_site.core.localized import in_language, localized_url
from mme_site.files.readers import may_read_page


class PublicRedirectMiddleware(RedirectMiddleware):
    """A redirect to a page that the visitor may not read is not followed: the page's address says what it is about.

    A redirect of an address leads readers of every language, each within their own.
    """

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        answer = super().process_response(request, response)
        if answer is not response:
            return response if leads_to_private_page(request) else answer
        if response.status_code == 404 and (language := get_language_from_path(request.path_info)):
            return redirect_in_language(request, language) or response
        return response


def leads_to_private_page(request: HttpRequest) -> bool:
    """Return True when the redirect for an address is one to a draft, or to a page that is closed to the visitor."""
    redirect = redirect_for(request, request.get_full_path())
    if redirect is None or redirect.redirect_page_id is None:
        return False
    return readable_page(request, redirect) is None


def redirect_for(request: HttpRequest, address: str) -> Redirect | None:
    """Return the redirect of an address, with its query or without."""
    path = Redirect.normalise_path(address, decode_unicode=False)
    return get_redirect(request, path) or get_redirect(request, urlsplit(path).path)


def readable_page(request: HttpRequest, redirect: Redirect) -> Page | None:
    """Return the page that a redirect leads to, if the visitor may read it."""
    page = Page.objects.live().filter(pk=redirect.redirect_page_id).first()
    return page if page and may_read_page(request, page) else None


def redirect_in_language(request: HttpRequest, language: str) -> Any:
    """Return the answer of the redirect that the same address has without the prefix of a language, or None."""
    redirect = redirect_for(request, request.get_full_path().removeprefix(f"/{language}"))
    if redirect is None:
        return None
    if redirect.redirect_page_id:
        page = readable_page(request, redirect)
        if page is None:
            return None
        address = localized_url(page, request, language) + redirect.redirect_page_route_path.removeprefix("/")
    else:
        is_own = redirect.redirect_link.startswith("/")
        address = in_language(redirect.redirect_link, language) if is_own else redirect.redirect_link
    answer = HttpResponsePermanentRedirect if redirect.is_permanent else HttpResponseRedirect
    return answer(address)
