"""Parts of pages that are written once for as long as no content changes."""

from collections.abc import Iterable, Sequence

from django import template
from django.db.models import Model
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Site

from mme_site.caching.content_cache import cached_text

register = template.Library()


class CachedNode(template.Node):
    def __init__(self, nodes: NodeList, parts: Sequence[FilterExpression], line: int | None) -> None:
        self.nodelist, self.parts, self.line = nodes, parts, line

    def render(self, context: Context) -> SafeString:
        request = context.get("request")
        # A preview shows what is not published.
        if request is None or getattr(request, "is_preview", False):
            return self.nodelist.render(context)
        site = Site.find_for_request(request)
        place = self.origin.name, self.line
        parts = (part.resolve(context) for part in self.parts)
        key = (*place, site and site.pk, get_language(), timezone.localdate(), *parts)
        return cached_text(key, lambda: self.nodelist.render(context))


@register.tag("cached")
def cached_block(parser: Parser, token: Token) -> CachedNode:
    """Write what stands up to `endcached` once for all requests of one content version, site, language and day.

    What else it depends on is named: `{% cached page.pk form.typed %}`. It must not depend on who
    asks, and what is set inside is not seen after it.
    """
    parts = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    nodes = parser.parse(["endcached"])
    parser.delete_first_token()
    return CachedNode(nodes, parts, token.lineno)


@register.filter
def keys(pages: Iterable[Model]) -> tuple[object, ...]:
    """Return the keys of pages, by which `kept` knows a list of them."""
    return tuple(page.pk for page in pages)
