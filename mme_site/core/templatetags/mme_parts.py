"""Places of the base template that rooms above fill, each with a template of its own."""

from django import template
from django.template.context import Context
from django.template.engine import Engine
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks

register = template.Library()


@register.simple_tag(takes_context=True)
def part(context: Context, place: str) -> SafeString:
    """Render what the hook `page_parts` names for a place, as if it were included there."""
    names = [parts[place] for hook in hooks.get_hooks("page_parts") if place in (parts := hook())]
    engine = Engine.get_default()
    with context.push():
        written = [(engine.get_template(name).render(context),) for name in names]
    return format_html_join("", "{}", written)
