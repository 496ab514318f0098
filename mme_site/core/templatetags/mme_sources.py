"""Sources in templates."""

from django import template

register = template.Library()


@register.filter
def that_disagree(sources):
    """Return the sources that say something else than the page."""
    return [source for source in sources if source.disagrees]
