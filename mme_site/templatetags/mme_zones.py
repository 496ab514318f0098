"""Moments with their time zones, for templates of the admin."""

from django import template

from mme_site.publishing import zones

register = template.Library()


@register.filter
def in_zones(moment):
    """Say a moment in the editor's zone, the site's and UTC; what is empty stays as it is."""
    return zones.in_zones(moment) if moment else moment
