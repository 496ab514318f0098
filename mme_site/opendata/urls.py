"""The addresses of the API; its answers have an entity tag, and the page cache may keep them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import re_path
from django.views.decorators.http import conditional_page

from mme_site.delivery.cacheable import cacheable
from mme_site.opendata.api import Paging, complete_api, no_such_address, problem
from mme_site.opendata.resources import resources

METHODS = "GET, HEAD, OPTIONS"
UNKEPT = {"search"}  # each question is another one


def api_urls() -> Any:
    parameters = {name for one in (Paging, *(each.filters for each in resources())) for name in one.model_fields}
    patterns, app_name, namespace = complete_api().urls
    for pattern in patterns:
        pattern.callback = readable_everywhere(conditional_page(method_problems(pattern.callback)))
        if pattern.name not in UNKEPT:
            cacheable(pattern.callback, parameters)
    return [*patterns, re_path("", readable_everywhere(no_such_address))], app_name, namespace


def method_problems(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer a method that is not allowed with problem details; django-ninja has no exception for it."""

    @wraps(view)
    def with_problems(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked, request.method = request.method, "GET" if request.method == "HEAD" else request.method
        response = view(request, *args, **kwargs)
        request.method = asked  # the head of what GET gets, without its content (RFC 9110, 9.3.2)
        if response.status_code != 405:
            return response
        answer = problem(405, "Method Not Allowed", "The API is read-only.")
        answer.headers["Allow"] = METHODS
        return answer

    return with_problems


def readable_everywhere(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let programs in browsers read each answer, a problem too: whatever page they are in, it is public.

    Before it asks with If-None-Match a browser asks whether it may (fetch.spec.whatwg.org, CORS-preflight request).
    """

    @wraps(view)
    def readable(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            response = HttpResponse(status=204, headers={"Allow": METHODS, "Access-Control-Allow-Methods": METHODS})
            response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
        else:
            response = view(request, *args, **kwargs)
            response.headers["Access-Control-Expose-Headers"] = "ETag"
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return readable
