"""Terms explained in templates."""

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from mme_site.pages.glossary import explain, terms_for

register = template.Library()


class ExplainedNode(template.Node):
    def __init__(self, nodes: NodeList, page: FilterExpression) -> None:
        self.nodelist, self.page = nodes, page

    def render(self, context: Context) -> SafeString:
        page = self.page.resolve(context)
        return explain(self.nodelist.render(context), terms_for(page) if page.pk else ())


@register.tag
def explained(parser: Parser, token: Token) -> ExplainedNode:
    """Link the terms of the glossary where each stands first: `{% explained page %}` … `{% endexplained %}`."""
    words = token.split_contents()
    if len(words) != 2:
        raise template.TemplateSyntaxError("write {% explained page %}")
    nodes = parser.parse(["endexplained"])
    parser.delete_first_token()
    return ExplainedNode(nodes, parser.compile_filter(words[1]))
