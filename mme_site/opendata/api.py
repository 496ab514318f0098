"""The read-only API at /api/v1/: django-ninja, which comes with Wagtail, over what rooms register."""

from functools import cache
from types import GenericAlias
from typing import TYPE_CHECKING, Annotated, Any, Literal

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from ninja import NinjaAPI, Query
from ninja.errors import ValidationError
from ninja.renderers import JSONRenderer
from ninja.responses import Response
from pydantic import BaseModel, Field, create_model
from wagtail import hooks

from mme_site.caching.content_cache import cached
from mme_site.opendata.resources import Resource, resource, resources
from mme_site.opendata.schemas import Facts
from mme_site.pages.routing import root_of, site_of

API_VERSION = "1.0.0"
LARGEST_PAGE = 100
MOST_PAGES = 100_000
PROBLEM = "application/problem+json"
if TYPE_CHECKING:
    Language = str
else:
    Language = Literal[tuple(code for code, _name in settings.LANGUAGES)]


EXAMPLES: dict[int, Any] = {
    404: {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "There is no such record.",
        "errors": [],
    },
    429: {"type": "about:blank", "title": "Too Many Requests", "status": 429, "detail": "", "errors": []},
    503: {"type": "about:blank", "title": "Service Unavailable", "status": 503, "detail": "", "errors": []},
    422: {
        "type": "about:blank",
        "title": "Unprocessable Content",
        "status": 422,
        "detail": "A parameter cannot be read.",
        "errors": [{"parameter": "page", "reason": "Input should be a valid integer"}],
    },
}


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: Annotated[str, Field(description="about:blank: the title says what the status means.")] = "about:blank"
    title: str
    status: int
    detail: str = ""
    errors: Annotated[list[dict[str, str]], Field(description="Each parameter that is wrong, and why.")] = []


class InLanguage(BaseModel):
    language: Annotated[Language, Field(description="The language of the words.")] = settings.LANGUAGE_CODE


class Paging(InLanguage):
    """Which part of a list, and in which language."""

    page: Annotated[int, Field(ge=1, le=MOST_PAGES, description="The page of the list, from 1.")] = 1
    page_size: Annotated[int, Field(ge=1, le=LARGEST_PAGE, description="Records on a page.")] = 25


class UTF8Renderer(JSONRenderer):
    """JSON in which Arabic is Arabic."""

    json_dumps_params = {"ensure_ascii": False}


class OpenAPI(NinjaAPI):
    """An API whose answers name their language, and whose errors are problem details."""

    def get_openapi_schema(self, *args: Any, **options: Any) -> Any:
        """Return the description, in which errors have their media type and an example."""
        schema = super().get_openapi_schema(*args, **options)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, response in operation["responses"].items():
                    if int(status) >= 400 and "application/json" in response.get("content", {}):
                        content = response["content"].pop("application/json")
                        response["content"][PROBLEM] = {**content, "example": EXAMPLES[int(status)]}
        return schema

    def create_response(self, request: HttpRequest, data: Any, **options: Any) -> HttpResponse:
        response: HttpResponse = super().create_response(request, data, **options)
        if response.status_code != 200:
            return response
        response.headers["Content-Language"] = getattr(request, "api_language", settings.LANGUAGE_CODE)
        return response


api = OpenAPI(
    title="Africa-EU Partnership on Migration, Mobility and Employment: open data",
    version=API_VERSION,
    description=(
        "Everything public on the site, read-only: no key is needed. What is not known is null, or an empty text or "
        "list. Errors are problem details (RFC 9457). Answers have an ETag; ask with If-None-Match."
    ),
    docs_url=None,
    renderer=UTF8Renderer(),
    urls_namespace="api",
)
ERRORS = {code: Problem for code in (404, 422)}


def problem(status: int, title: str, detail: str = "", errors: list[dict[str, str]] | None = None) -> HttpResponse:
    """Return problem details."""
    content = Problem(title=title, status=status, detail=detail, errors=errors or [])
    return Response(content.model_dump(), status=status, content_type=PROBLEM)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [{"parameter": str(one["loc"][-1]), "reason": one["msg"]} for one in error.errors]
    return problem(422, "Unprocessable Content", "A parameter cannot be read.", errors)


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404, "Not Found", str(error) or "There is no public record of this number.")


class Page(BaseModel):
    """What every page of a list says of the list."""

    count: Annotated[int, Field(description="How many records the list has.")]
    next: Annotated[str | None, Field(description="The address of the next page.")]
    previous: Annotated[str | None, Field(description="The address of the page before.")]


def add_resource(resource: Resource[Any]) -> None:
    """Give the API a list of a resource's records, and each of them at its number."""
    page_schema = create_model(
        f"{resource.schema.__name__}Page",
        __base__=Page,
        results=(GenericAlias(list, (resource.schema,)), ...),
    )
    filters: Any = create_model(f"{resource.name.title()}Query", __base__=(resource.filters, Paging))

    def list_records(request: Any, query: Any) -> Any:
        refuse_others(request, filters)
        request.api_language = query.language
        with translation.override(query.language):
            objects = resource.filtered(resource.public(root(request)), query)
            limits = query.model_dump(exclude=set(Paging.model_fields), exclude_none=True)
            counted = objects.order_by().count  # once for the whole list; not for each limit that readers choose
            count = counted() if limits else cached(("records", resource.name, root(request).pk), counted)
            start = (query.page - 1) * query.page_size
            if start and start >= count:
                raise Http404("The list has fewer pages.")
            shown = objects[start : start + query.page_size]
            return {
                "count": count,
                "next": address(request, query.page + 1) if start + query.page_size < count else None,
                "previous": address(request, query.page - 1) if query.page > 1 else None,
                "results": resource.records(shown, request, query),
            }

    def read_record(request: Any, number: int, query: Any) -> Any:
        refuse_others(request, InLanguage)
        request.api_language = query.language
        with translation.override(query.language):
            objects = resource.public(root(request)).filter(pk=number)
            found = resource.records(objects, request)
            if not found:
                raise Http404
            return found[0]

    list_records.__name__, read_record.__name__ = f"list_{resource.name}", f"read_{resource.name}"
    list_records.__annotations__["query"] = Query[filters]
    read_record.__annotations__["query"] = Query[InLanguage]
    read_record.__annotations__["number"] = Annotated[int, Field(ge=1, lt=2**63)]
    title = str(resource.schema.__doc__)
    api.get(
        f"/{resource.name}", response={200: page_schema, **ERRORS}, summary=f"List {resource.name}", description=title
    )(list_records)
    api.get(f"/{resource.name}/{{number}}", response={200: resource.schema, **ERRORS}, summary=title)(read_record)


def refuse_others(request: HttpRequest, schema: type[BaseModel]) -> None:
    """Raise ValidationError for a parameter that is not known, or is given twice.

    Who asks for a part must not take the whole, or another part, for it.
    """
    wrong = [(name, "There is no such parameter.") for name in request.GET if name not in schema.model_fields]
    wrong += [(name, "Give it once.") for name, values in request.GET.lists() if len(values) > 1]
    if wrong:
        raise ValidationError([{"loc": ("query", name), "msg": reason} for name, reason in wrong])


def no_such_address(request: HttpRequest) -> HttpResponse:
    return problem(404, "Not Found", "The API has no such address.")


def root(request: HttpRequest) -> Any:
    """Return the root page of the site that is asked."""
    site = site_of(request)
    if site is None:
        raise Http404
    return root_of(site)


def address(request: HttpRequest, page: int) -> str:
    """Return the address of another page of the same list."""
    query = request.GET.copy()
    query["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


class Entry(Facts):
    """One list of the API."""

    name: str
    url: str
    schema_url: str


@api.get("", response=list[Entry], summary="What there is")
def lists(request: HttpRequest) -> list[dict[str, str]]:
    base = request.build_absolute_uri(request.path)
    return [
        {"name": one.name, "url": f"{base}{one.name}", "schema_url": f"{base}schemas/{one.name}.json"}
        for one in resources()
    ]


@api.get("/schemas/{name}.json", response={200: dict[str, Any], **ERRORS}, summary="The JSON schema of a record")
def json_schema(request: HttpRequest, name: Annotated[str, Field(pattern="^[a-z]+$", max_length=40)]) -> Any:
    found = resource(name)
    if found is None:
        raise Http404("There is no such kind of records.")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": request.build_absolute_uri(request.path),
        **found.schema.model_json_schema(),
    }


@cache
def complete_api() -> OpenAPI:
    """Return the API with what the rooms register; once all of them are loaded."""
    for one in resources():
        add_resource(one)
    for hook in hooks.get_hooks("register_api_operations"):
        hook(api)
    return api
