"""What the head of a page tells programs: its other forms, what it is, and how it looks when it is shared."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from django import template
from django.conf import settings
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from mme_site.caching.content_cache import cached_text
from mme_site.core import clock
from mme_site.core.localized import localized_full_url, localized_url
from mme_site.core.querysets import SITE_ROOT_DEPTH
from mme_site.core.templatetags.mme_languages import canonical_url
from mme_site.opendata.cards import HEIGHT, WIDTH, can_draw
from mme_site.opendata.json_ld import breadcrumb_list, data_set, script, web_page, web_site
from mme_site.opendata.reading import short_url
from mme_site.opendata.resources import resource_of
from mme_site.pages.representations import representations_of, route_name
from mme_site.pages.routing import root_of, site_of

TERRITORIES = {"en": "en_GB", "fr": "fr_FR", "pt": "pt_PT", "ar": "ar_AR"}  # where Open Graph wants one

register = template.Library()


@register.simple_tag(takes_context=True)
def machine_readable(context: Context) -> SafeString:
    """Return what the head of a page tells programs; of a preview, or of what is no page, how a link to it looks."""
    page, request = context.get("page"), context.get("request")
    if not is_public(page, request):
        return open_graph(context)
    key = ("head", page.pk, request.path, get_language(), request.get_host(), clock.today())
    written = cached_text(key, lambda: joined(part(context, page, request) for part in PARTS))
    return alternates(page, request) + written


def joined(parts: Iterator[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def is_public(page: Any, request: Any) -> bool:
    """Return True for a page that everybody reads as it is: no preview, and no draft that was shared."""
    if request is None or not getattr(page, "pk", None) or not page.live:
        return False
    return not (getattr(request, "is_preview", False) or getattr(request, "shared_draft", None))


@register.inclusion_tag("opendata/components/other_forms.html", takes_context=True)
def other_forms(context: Context) -> dict[str, Any]:
    """Return the links to the other forms of a page for its readers, below what it says."""
    page, request = context.get("page"), context.get("request")
    if not is_public(page, request):
        return {"links": []}
    links = links_to_forms(page, request)
    can_follow = settings.EMAIL_HOST and any(
        url.partition("?")[0].endswith("feed.atom") for _type, _title, url in links
    )
    return {"links": links, "follow": request.get_full_path() if can_follow else ""}


def alternates(page: Any, request: Any) -> SafeString:
    """Return the links to the other forms of a page, limited as the page is."""
    links = links_to_forms(page, request)
    return format_html_join("", '<link rel="alternate" type="{}" title="{}" href="{}">', links)


def links_to_forms(page: Any, request: Any) -> list[tuple[str, Any, str]]:
    """Return the media type, the title and the address of each form; of all pages of a list, whichever is shown."""
    base, name = localized_url(page, request), route_name(request)
    below = request.path.removeprefix(base) if name else ""
    limits = request.GET.copy()
    filters = page.filter_form(request.GET).fields if limits and hasattr(page, "filter_form") else ()
    for other in limits.keys() - set(filters):
        del limits[other]
    query = f"?{limits.urlencode()}" if limits else ""
    return [
        (one.media_type, one.title, f"{base}{below}{one.filename}{query if one.takes_query else ''}")
        for one in representations_of(page, name)
        if one.is_alternate and one.title
    ]


def open_graph(context: Context, page: Any = None, request: Any = None) -> SafeString:
    """Return how a link to what is shown looks where it is shared (ogp.me): all that is said of it, in one place."""
    frame = context.get("frame")
    member = context.get("member") if page else None
    languages = [get_language() or settings.LANGUAGE_CODE]
    pairs: list[tuple[str, Any]] = []
    if page:
        url = canonical_url(context, page)
        description = page.search_description or page.summary or page.search_summary
        pairs += [
            ("og:type", "website" if page.depth == SITE_ROOT_DEPTH else "article"),
            ("og:title", member.name if member else page.seo_title or page.title),
            ("og:description", "" if member else description),
            ("og:url", f"{url}{member.slug}/" if member else url),
        ]
        languages += [code for code in page.languages_to_read if code not in languages]
    locales = [TERRITORIES.get(code, code) for code in languages]
    pairs += [
        ("og:site_name", getattr(frame and frame.parts.root, "short_name", "") or "MME"),
        ("og:locale", locales[0]),
        *(("og:locale:alternate", locale) for locale in locales[1:]),
        *picture_of(page, member, request),
    ]
    return format_html_join("", '<meta property="{}" content="{}">', [pair for pair in pairs if pair[1]])


def picture_of(page: Any, member: Any, request: Any) -> Iterator[tuple[str, Any]]:
    """Yield what is said of the picture: the page's own, else its card, else the mark of the partnership."""
    if own := getattr(page, "shared_picture", None):
        path, shows = own
    elif page and not member and can_draw():
        path, shows = f"{localized_full_url(page, request)}card.png", page.title
    else:
        path, shows = static("shared.png"), gettext("Two threads, woven: the mark of the partnership")
    yield "og:image", urljoin(settings.SITE_URL, path)
    if path.endswith("/card.png"):
        yield from (("og:image:width", WIDTH), ("og:image:height", HEIGHT))
    yield "og:image:alt", shows


def for_reference_managers(context: Context, page: Any, request: Any) -> SafeString:
    """Return what reference managers read, and the short address."""
    resource = resource_of(page)
    if resource is None or context.get("member"):
        return SafeString("")
    metas = format_html_join("", '<meta name="{}" content="{}">', resource.head(page, request))
    if resource.letter:
        metas += format_html('<link rel="shortlink" href="{}">', short_url(page, resource.letter))
    return metas


def things(context: Context, page: Any, request: Any) -> SafeString:
    """Return what the page is, in the words of schema.org."""
    site, member = site_of(request), context.get("member")
    resource = resource_of(member or page)
    found: list[dict[str, Any]] = []
    if site and page.pk == site.root_page_id:
        found += web_site(page, request)
    elif resource:
        found += resource.json_ld(page, context)
    if not found:
        found.append(web_page(page, request))
    if not route_name(request):
        found += data_set(page, request, list(representations_of(page)))
    above = context.get("breadcrumbs") or []
    if above:
        found.append(breadcrumb_list(list(above), str(member.name) if member else page.title, request))
    if site and page.pk != site.root_page_id:
        found.append({"@type": "WebSite", "@id": f"{localized_full_url(root_of(site), request)}#site"})
    return script(found)


PARTS = (open_graph, for_reference_managers, things)
