"""'On this page': read from the headings that the page shows, so that none is forgotten."""

import html
import re
from dataclasses import dataclass

from django import template
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import slugify

register = template.Library()

HEADING = re.compile(r'<h2 id="([^"]+)"([^>]*)>(.*?)</h2>', re.DOTALL)
COUNT = re.compile(r'<span class="count">.*?</span>', re.DOTALL)
FEWEST = 3  # sections; a shorter page is seen whole


@dataclass(frozen=True)
class Sections:
    """A part of a page, and links to the sections in it; none where they are few."""

    html: SafeString

    @property
    def links(self):
        """Pairs of anchor and heading, without headings that are not shown."""
        found = [
            (anchor, " ".join(html.unescape(strip_tags(COUNT.sub("", words))).split()))
            for anchor, attributes, words in HEADING.findall(self.html)
            if "unseen" not in attributes
        ]
        return found if len(found) >= FEWEST else []


class SectionsNode(template.Node):
    def __init__(self, nodes, name):
        self.nodelist, self.name = nodes, name

    def render(self, context):
        context[self.name] = Sections(self.nodelist.render(context))
        return ""


@register.tag
def sections(parser, token):
    """Keep what is rendered up to `endsections` as a Sections: `{% sections as text %}`."""
    words = token.split_contents()
    if len(words) != 3 or words[1] != "as":
        raise template.TemplateSyntaxError("write {% sections as name %}")
    nodes = parser.parse(["endsections"])
    parser.delete_first_token()
    return SectionsNode(nodes, words[2])


@register.filter
def anchor(text):
    """Return the fragment of a heading that an editor wrote; in any script, and of no other part of the page."""
    return f"text-{slugify(text, allow_unicode=True)}"
