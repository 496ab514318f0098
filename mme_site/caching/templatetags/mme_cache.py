"""Parts of pages that are written once for as long as no content changes."""

from django import template
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Site

from mme_site.caching.content_cache import cached_text

register = template.Library()


class CachedNode(template.Node):
    def __init__(self, nodes, parts):
        self.nodelist, self.parts = nodes, parts

    def render(self, context):
        request = context.get("request")
        # A preview shows what is not published.
        if request is None or getattr(request, "is_preview", False):
            return self.nodelist.render(context)
        site = Site.find_for_request(request)
        place = self.origin.name, self.token.lineno
        parts = (part.resolve(context) for part in self.parts)
        key = (*place, site and site.pk, get_language(), timezone.localdate(), *parts)
        return cached_text(key, lambda: self.nodelist.render(context))


@register.tag("cached")
def cached_block(parser, token):
    """Write what stands up to `endcached` once for all requests of one content version, site, language and day.

    What else it depends on is named: `{% cached page.pk form.typed %}`. It must not depend on who
    asks, and what is set inside is not seen after it.
    """
    parts = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    nodes = parser.parse(["endcached"])
    parser.delete_first_token()
    return CachedNode(nodes, parts)


@register.filter
def keys(pages):
    """Return the keys of pages, by which `kept` knows a list of them."""
    return tuple(page.pk for page in pages)
