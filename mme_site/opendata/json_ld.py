"""What pages say in the words of schema.org, as JSON-LD in their head."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from mme_site.core.dates import machine_date
from mme_site.core.localized import in_language, localized_full_url
from mme_site.opendata.reading import words_in
from mme_site.pages.representations import Representation

CONTEXT = "https://schema.org"
# What a script element must not hold (as django.utils.html.json_script has it).
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def known(**properties: Any) -> dict[str, Any]:
    """Return properties without those that are not known; `type` and `id` are written with their @."""
    found = {name: value for name, value in properties.items() if value not in (None, "", [], {})}
    return {f"@{name}" if name in ("type", "id") else name: value for name, value in found.items()}


def script(things: list[dict[str, Any]]) -> SafeString:
    """Return the element that holds these things."""
    data = {"@context": CONTEXT, "@graph": things}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # ESCAPES leaves nothing that ends it


def breadcrumb_list(pages: list[Any], title: str, request: HttpRequest) -> dict[str, Any]:
    """Return the way to a page, from the overview on."""
    steps = [(page.title, localized_full_url(page, request)) for page in pages]
    steps.append((title, ""))
    items = [
        known(type="ListItem", position=place, name=name, item=url) for place, (name, url) in enumerate(steps, start=1)
    ]
    return known(type="BreadcrumbList", itemListElement=items)


def web_site(root: Any, request: HttpRequest) -> list[dict[str, Any]]:
    """Return the site with its search, and the partnership, which publishes it."""
    url = localized_full_url(root, request)
    search = request.build_absolute_uri(reverse("search"))
    organization = known(
        type="Organization",
        id=f"{url}#organization",
        name=root.title,
        alternateName=getattr(root, "short_name", ""),
        url=url,
        description=root.summary,
        foundingDate=(day := getattr(root, "established_on", None)) and machine_date(day, root.established_precision),
    )
    site = known(
        type="WebSite",
        id=f"{url}#site",
        name=getattr(root, "short_name", "") or root.title,
        url=url,
        inLanguage=[code for code, _name in settings.LANGUAGES],
        publisher={"@id": f"{url}#organization"},
        potentialAction={
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    )
    return [organization, site]


def web_page(page: Any, request: HttpRequest, **more: Any) -> dict[str, Any]:
    """Return a page of text or a list."""
    return known(
        **{"type": "WebPage", **more},
        url=localized_full_url(page, request),
        name=page.title,
        description=page.summary,
        inLanguage=words_in(page),
        dateModified=page.last_published_at and page.last_published_at.isoformat(),
        translationOfWork=translation_of(page, request),
    )


def data_set(page: Any, request: HttpRequest, forms: list[Representation]) -> list[dict[str, Any]]:
    """Return a list that can be had as a table."""
    url = localized_full_url(page, request)
    downloads = [
        known(type="DataDownload", encodingFormat=one.media_type, contentUrl=f"{url}{one.filename}")
        for one in forms
        if one.filename.startswith("table.")
    ]
    if not downloads:
        return []
    data = known(
        type="Dataset",
        name=page.title,
        description=page.summary or page.title,
        url=url,
        inLanguage=words_in(page),
        license=settings.DATA_LICENSE_URL,
        isAccessibleForFree=True,
        dateModified=page.last_published_at and page.last_published_at.isoformat(),
        distribution=downloads,
    )
    return [data]


def translation_of(page: Any, request: HttpRequest) -> dict[str, Any] | None:
    """Return the original of a page whose translated words are shown."""
    if getattr(page, "translation", None) is None:
        return None
    return {"@id": in_original(page, request)}


def in_original(page: Any, request: HttpRequest) -> str:
    language = page.locale.language_code if page.locale_id else get_language()
    return in_language(page.get_full_url(request) or "", language)
