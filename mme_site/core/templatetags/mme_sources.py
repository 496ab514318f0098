"""Sources in templates."""

from collections.abc import Iterable

from django import template

from mme_site.core.sources import Source

register = template.Library()


@register.filter
def disagreeing_sources(sources: Iterable[Source]) -> list[Source]:
    """Return the sources that say something else than the page."""
    return [source for source in sources if source.disagrees]
