"""Moments with their time zones, for templates of the admin."""

from django import template
from django.utils.html import format_html_join, mark_safe

from mme_site.core import time_zones

register = template.Library()


@register.filter
def in_zones(moment):
    """Say a moment in the editor's zone, the site's and UTC, a line each; what is empty stays as it is."""
    if not moment:
        return moment
    return format_html_join(mark_safe("<br>= "), "{}", ([said] for said in time_zones.in_all_zones(moment)))
