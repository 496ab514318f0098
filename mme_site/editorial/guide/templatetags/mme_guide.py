"""The way from a screen of the admin to the section of the guide that explains it."""

from django import template
from django.conf import settings

from mme_site.editorial.guide.screens import section_of

register = template.Library()


@register.inclusion_tag("guide/link.html", takes_context=True)
def guide_link(context, in_words=False):
    """Show a link to the section of this screen, as a mark in the head of the screen or in words; none without one."""
    request = getattr(context, "request", None) or context.get("request")
    match = getattr(request, "resolver_match", None)
    return {"section": section_of(match, context.get("page")) if match else None, "in_words": in_words}


@register.simple_tag
def site_name() -> str:
    """Return what the admin is called: the site's own name."""
    return settings.WAGTAIL_SITE_NAME
