"""Dates in templates."""

from django import template

from mme_site.dates import format_date

register = template.Library()


@register.filter
def on_day(date):
    """Return a date in the reader's language."""
    return format_date(date) if date else ""
