"""Dates in templates."""

from django import template

from mme_site.core.dates import DatePrecision, format_date, machine_date

register = template.Library()


@register.filter
def on_day(date):
    """Return a date in the reader's language."""
    return format_date(date) if date else ""


@register.filter
def for_machines(date, precision=DatePrecision.DAY):
    """Return the value of a `datetime` attribute, no more precise than the date is."""
    return machine_date(date, precision)
