"""Publishing and moving in Wagtail's page editor, whose steps are otherwise not one transaction.

The view calls the action itself, past the page's own `publish`. The hook right before it begins
a transaction, and this middleware ends it with the request, so that a process that dies in
between leaves the page as it was: its slug, its redirects, its aliases, its history.
"""

import contextlib
from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page


class PublicationTransactionMiddleware:
    """Ends the transaction of a publication or a move: with what was done, or as if nothing was where the view raised.

    The draft was stored before it and stays.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with contextlib.ExitStack() as stack:
            request.publication = stack  # type: ignore[attr-defined]  # of this middleware
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        # Django makes an answer of the exception before the stack would see it.
        stack: contextlib.ExitStack = request.publication  # type: ignore[attr-defined]  # of this middleware
        stack.__exit__(type(exception), exception, exception.__traceback__)


def begin(request: HttpRequest, *_pages: Page) -> None:
    """Begin the transaction in which this request publishes or moves a page; the last hook before the action."""
    stack = getattr(request, "publication", None)
    if stack and request.method == "POST":  # Wagtail asks the hooks of a move before its question, too
        stack.enter_context(transaction.atomic())
