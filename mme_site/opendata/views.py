"""The two pages about the data: for people, and for developers."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe
from wagtail.models import Page

from mme_site.caching.content_cache import cached
from mme_site.core.localized import localized_url
from mme_site.core.querysets import SitePageQuerySet
from mme_site.delivery.cacheable import cacheable
from mme_site.opendata.api import complete_api
from mme_site.opendata.package.build import ARCHIVE, current, files_of_package, may_be_handed_out
from mme_site.opendata.package.description import fields_of
from mme_site.opendata.resources import resources
from mme_site.pages.representations import Representation, representations_of
from mme_site.pages.routing import root_of, site_of


@require_safe
def data_page(request: HttpRequest) -> HttpResponse:
    """Tell people what they can take away, and how; not kept, since the package follows a change a moment later."""
    found = current() if may_be_handed_out() else {}
    files = list(files_of_package()) if found else []
    language = get_language() or settings.LANGUAGE_CODE
    context = {
        "lists": lists_below_overview(request),
        "files": [file for file in files if file[0].startswith(f"{language}/")],
        "archive": ARCHIVE if found else "",
        "made_on": parse_date(found["day"]) if found else None,
        "licence": settings.DATA_LICENSE_URL,
    }
    return render(request, "opendata/data.html", context)


@require_safe
def developers_page(request: HttpRequest) -> HttpResponse:
    """Tell developers of the API, of the forms of pages, and what each field means."""
    schema = cached("openapi", lambda: complete_api().get_openapi_schema(path_prefix="api/v1/"))
    operations = [
        {**described, "path": path, "asked": [parameter_of(one) for one in described.get("parameters", ())]}
        for path, methods in schema["paths"].items()
        for described in methods.values()
    ]
    context = {
        "base": request.build_absolute_uri("/").rstrip("/"),
        "operations": operations,
        "kinds": [(one, tables_of(one.name, one.schema)) for one in resources()],
        "letters": [one for one in resources() if one.letter],
    }
    return render(request, "opendata/developers.html", context)


def parameter_of(described: dict[str, Any]) -> tuple[str, str, list[str]]:
    """Return the name of a parameter, what it means, and the values it can have."""
    schema = described["schema"]
    one_of = [schema, *schema.get("anyOf", ())]
    values = next((one["enum"] for one in one_of if "enum" in one), [])
    return described["name"], schema.get("description") or described.get("description", ""), values


def lists_below_overview(request: HttpRequest) -> list[tuple[Any, str, list[Representation]]]:
    """Return the overview and the pages right below it that have forms of their own, with their addresses."""
    site = site_of(request)
    if site is None:
        return []
    root = root_of(site)
    pages = SitePageQuerySet(Page).descendant_of(root, inclusive=True).filter(depth__lte=root.depth + 1)
    found = []
    for page in pages.live().public().order_by("path").localized():
        shown = page.specific_deferred
        shown.localize("title", getattr(page, "localized_title", None))
        if forms := [one for one in representations_of(shown) if one.takes_query]:
            found.append((shown, localized_url(shown, request), forms))
    return found


def tables_of(name: str, schema: Any) -> list[tuple[str, str, list[Any]]]:
    """Return the tables of the data dictionary of one kind: what it is called, what it is, and its fields."""
    fields = list(fields_of(schema))
    found = [(name, gettext(str(schema.__doc__)), fields)]
    for field, _type, _meaning, model in fields:
        if model:
            found += tables_of(f"{name}.{field}", model)
    return found


developers_page = cacheable(developers_page)
