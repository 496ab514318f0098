"""What the head of a page tells programs: its other forms, what it is, and how it looks when it is shared."""

from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from mme_site.caching.content_cache import cached_text
from mme_site.core.localized import localized_full_url, localized_url
from mme_site.core.templatetags.mme_languages import canonical_url
from mme_site.opendata.cards import HEIGHT, WIDTH, can_draw
from mme_site.opendata.json_ld import breadcrumb_list, data_set, known, script, web_page, web_site
from mme_site.opendata.reading import short_url
from mme_site.opendata.resources import resource_of
from mme_site.pages.representations import representations_of
from mme_site.pages.routing import root_of, site_of

register = template.Library()


@register.simple_tag(takes_context=True)
def machine_readable(context: Context) -> SafeString:
    """Return what belongs into the head of a public page; nothing of a preview, or of what is no page."""
    page, request = context.get("page"), context.get("request")
    if request is None or not getattr(page, "pk", None) or getattr(request, "is_preview", False):
        return SafeString("")
    if not page.live or getattr(request, "shared_draft", None):
        return SafeString("")
    key = ("head", page.pk, request.path, get_language(), request.get_host(), timezone.localdate())
    written = cached_text(key, lambda: mark_safe(shared(context, page, request) + things(context, page, request)))
    return mark_safe(alternates(page, request, route_name(request)) + written)


def route_name(request: Any) -> str:
    match = getattr(request, "routable_resolver_match", None)
    name = getattr(match.func, "__name__", "") if match else ""
    return "" if name in ("index_route", "member_list") else name


@register.inclusion_tag("opendata/components/other_forms.html", takes_context=True)
def other_forms(context: Context) -> dict[str, Any]:
    """Return the links to the other forms of a page for its readers, below what it says."""
    page, request = context.get("page"), context.get("request")
    if request is None or not getattr(page, "pk", None) or getattr(request, "is_preview", False) or not page.live:
        return {"links": []}
    links = links_to_forms(page, request, route_name(request))
    can_follow = settings.EMAIL_HOST and any(
        url.partition("?")[0].endswith("feed.atom") for _type, _title, url in links
    )
    return {"links": links, "follow": request.get_full_path() if can_follow else ""}


def alternates(page: Any, request: Any, name: str) -> SafeString:
    """Return the links to the other forms of a page, limited as the page is."""
    links = links_to_forms(page, request, name)
    return format_html_join("", '<link rel="alternate" type="{}" title="{}" href="{}">', links)


def links_to_forms(page: Any, request: Any, name: str) -> list[tuple[str, Any, str]]:
    """Return the media type, the title and the address of each form."""
    base = localized_url(page, request)
    below = request.path.removeprefix(base) if name else ""
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    return [
        (one.media_type, one.title, f"{base}{below}{one.filename}{query if one.takes_query else ''}")
        for one in representations_of(page, name)
        if one.is_alternate and one.title
    ]


def shared(context: Context, page: Any, request: Any) -> SafeString:
    """Return how a link to the page looks where it is shared (Open Graph, ogp.me), and what reference managers read."""
    resource = resource_of(page)
    url = canonical_url(context, page)
    member = context.get("member")
    description = page.search_description or page.summary or page.search_summary
    pairs = [
        ("og:type", "website" if page.depth == 2 else "article"),
        ("og:title", str(member.name) if member else page.seo_title or page.title),
        ("og:description", "" if member else description),
        ("og:url", f"{url}{member.slug}/" if member else url),
    ]
    if can_draw() and not member:
        picture = f"{localized_full_url(page, request)}card.png"
        pairs += [("og:image", picture), ("og:image:width", WIDTH), ("og:image:height", HEIGHT)]
        pairs += [("og:image:alt", page.title)]
    metas = format_html_join("", '<meta property="{}" content="{}">', [pair for pair in pairs if pair[1]])
    names = resource.head(page, request) if resource and not member else ()
    metas += format_html_join("", '<meta name="{}" content="{}">', names)
    if resource and resource.letter and not member:
        metas += format_html('<link rel="shortlink" href="{}">', short_url(page, resource.letter))
    return metas


def things(context: Context, page: Any, request: Any) -> SafeString:
    """Return what the page is, in the words of schema.org."""
    site, resource, member = site_of(request), resource_of(page), context.get("member")
    found: list[dict[str, Any]] = []
    if site and page.pk == site.root_page_id:
        found += web_site(page, request)
    elif member:
        found.append(known(type="Country", name=str(member.name), alternateName=str(member.words("official_name"))))
    elif resource:
        found += resource.json_ld(page, context)
    if not found and not member:
        found.append(web_page(page, request))
    if not route_name(request):
        found += data_set(page, request, list(representations_of(page)))
    above = context.get("breadcrumbs") or []
    if above:
        found.append(breadcrumb_list(list(above), str(member.name) if member else page.title, request))
    if site and page.pk != site.root_page_id:
        found.append({"@type": "WebSite", "@id": f"{localized_full_url(root_of(site), request)}#site"})
    return script(found)
