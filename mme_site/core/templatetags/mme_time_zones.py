"""Moments with their time zones, for templates of the admin."""

import datetime

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from mme_site.core import time_zones

register = template.Library()


@register.filter
def in_zones(moment: datetime.datetime | None) -> SafeString:
    """Say a moment in the editor's zone, the site's and UTC, a line each; empty where there is none."""
    if not moment:
        return SafeString()
    return format_html_join(mark_safe("<br>= "), "{}", ([said] for said in time_zones.in_all_zones(moment)))
