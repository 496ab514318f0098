"""Redirects that editors set up, or that Wagtail makes when a page moves."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from mme_site.files.readers import may_read_page


class PublicRedirectMiddleware(RedirectMiddleware):
    """A redirect to a page that the visitor may not read is not followed: the page's address says what it is about."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        answer = super().process_response(request, response)
        return response if answer is not response and leads_to_private_page(request) else answer


def leads_to_private_page(request: HttpRequest) -> bool:
    """Return True when the redirect for an address is one to a draft, or to a page that is closed to the visitor."""
    path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    redirect = get_redirect(request, path) or get_redirect(request, urlsplit(path).path)
    if redirect is None or redirect.redirect_page_id is None:
        return False
    page = Page.objects.live().filter(pk=redirect.redirect_page_id).first()
    return page is None or not may_read_page(request, page)
