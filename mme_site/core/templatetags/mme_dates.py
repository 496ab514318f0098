"""Dates in templates."""

import datetime

from django import template

from mme_site.core.dates import DatePrecision, format_date, machine_date

register = template.Library()


@register.filter
def on_day(date: datetime.date | None) -> str:
    """Return a date in the reader's language."""
    return format_date(date) if date else ""


@register.filter
def for_machines(date: datetime.date, precision: str = DatePrecision.DAY) -> str:
    """Return the value of a `datetime` attribute, no more precise than the date is."""
    return machine_date(date, precision)
