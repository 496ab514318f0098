"""Fields for dates and times: what is typed is understood or kept with an error, and never guessed."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from mme_site.core.dates import DatePrecision
from mme_site.core.typed_dates import TwoReadingsError, parse_date, parse_time


class TypedDateField(forms.DateField):
    """A day, typed as people of the site's languages write it."""

    def to_python(self, value: Any) -> datetime.date | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            day, precision = parse_date(value)
        except TwoReadingsError as error:
            raise ValidationError(str(error), code="two_readings") from error
        except ValueError as error:
            raise ValidationError(
                _("“%(text)s” is not a day such as 2014-04-02."), code="invalid", params={"text": value}
            ) from error
        if precision != DatePrecision.DAY:
            message = _(
                "“%(text)s” is not a single day. Write its first day, %(day)s, and say how precise it is where asked."
            )
            raise ValidationError(message, code="no_day", params={"text": value, "day": day.isoformat()})
        return day


class TypedTimeField(forms.TimeField):
    """A time of day, typed as people of the site's languages write it."""

    def to_python(self, value: Any) -> datetime.time | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            return parse_time(value)
        except ValueError as error:
            raise ValidationError(
                _("“%(text)s” is not a time such as 09:30."), code="invalid", params={"text": value}
            ) from error


def register_date_fields() -> None:
    """Have every form of the admin ask for dates and times in this way, and show how they are written."""
    date = {"form_class": TypedDateField, "widget": AdminDateInput(attrs={"placeholder": _("YYYY-MM-DD")})}
    time = {"form_class": TypedTimeField, "widget": AdminTimeInput(attrs={"placeholder": _("HH:MM")})}
    register_form_field_override(models.DateField, override=date)
    register_form_field_override(models.TimeField, override=time)
