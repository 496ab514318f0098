"""'On this page': read from the headings that the page shows, so that none is forgotten."""

import html
import re
from dataclasses import dataclass

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import slugify

register = template.Library()

HEADING = re.compile(r'<h2 id="([^"]+)"([^>]*)>(.*?)</h2>', re.DOTALL)
COUNT = re.compile(r'<span class="count">.*?</span>', re.DOTALL)
WRITTEN_BY_EDITORS = "text-"  # what their anchors begin with
FEWEST = 3  # sections; a shorter page is seen whole


@dataclass(frozen=True)
class Sections:
    """A part of a page, and links to the sections in it; none where they are few."""

    html: SafeString

    @property
    def links(self) -> list[tuple[str, str, bool]]:
        """Of each heading its anchor, its words and whether an editor wrote it; without those that are not shown."""
        found = [
            (
                anchor,
                " ".join(html.unescape(strip_tags(COUNT.sub("", words))).split()),
                anchor.startswith(WRITTEN_BY_EDITORS),
            )
            for anchor, attributes, words in HEADING.findall(self.html)
            if "unseen" not in attributes
        ]
        return found if len(found) >= FEWEST else []


class SectionsNode(template.Node):
    def __init__(self, nodes: NodeList, name: str) -> None:
        self.nodelist, self.name = nodes, name

    def render(self, context: Context) -> SafeString:
        context[self.name] = Sections(self.nodelist.render(context))
        return SafeString("")


@register.tag
def sections(parser: Parser, token: Token) -> SectionsNode:
    """Keep what is rendered up to `endsections` as a Sections: `{% sections as text %}`."""
    words = token.split_contents()
    if len(words) != 3 or words[1] != "as":
        raise template.TemplateSyntaxError("write {% sections as name %}")
    nodes = parser.parse(["endsections"])
    parser.delete_first_token()
    return SectionsNode(nodes, words[2])


@register.filter
def anchor(text: str) -> str:
    """Return the fragment of a heading that an editor wrote; in any script, and of no other part of the page."""
    return f"{WRITTEN_BY_EDITORS}{slugify(text, allow_unicode=True)}"


@register.filter
def term_anchor(term: str) -> str:
    """Return the fragment of an entry of a glossary."""
    return f"term-{slugify(term, allow_unicode=True)}"
