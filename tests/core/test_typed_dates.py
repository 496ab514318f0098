"""Dates and times are understood as people write them, or kept with an error; nothing is guessed."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.forms import modelform_factory
from django.utils import translation
from wagtail.admin.forms import WagtailAdminModelForm

from members.models import Body
from mme_site.core.date_fields import TypedDateField, TypedTimeField

PI_DAY = datetime.date(2027, 3, 15)


@pytest.mark.parametrize(
    "text",
    [
        *("2027-03-15", "15.3.2027", "15/03/2027", "3/15/2027", "2027/3/15", " 15 March 2027 ", "15th of March, 2027"),
        *(
            "March 15, 2027",
            "Mar. 15, 2027",
            "15 mars 2027",
            "15 de março de 2027",
            "15 de Março 2027",
            "15 marco 2027",
        ),
        *("15 مارس 2027", "١٥ مارس ٢٠٢٧", "\u200f15/03/2027", "15-mar-2027"),
    ],
)
def test_a_day_is_understood_as_people_of_the_sites_languages_write_it(text):
    assert TypedDateField().clean(text) == PI_DAY


@pytest.mark.parametrize(("text", "month"), [("1er août 2027", 8), ("1º de agosto de 2027", 8), ("1 أوت 2027", 8)])
def test_the_first_of_a_month_and_the_months_of_the_maghreb_are_understood(text, month):
    assert TypedDateField().clean(text) == datetime.date(2027, month, 1)


def test_a_day_that_can_be_two_is_an_error_that_shows_both():
    with pytest.raises(ValidationError, match="2027-06-05 or 2027-05-06"):
        TypedDateField().clean("05/06/2027")


@pytest.mark.parametrize("text", ["March 2027", "mars 2027", "2027", "2027-03"])
def test_a_month_or_a_year_is_not_made_a_day(text):
    with pytest.raises(ValidationError, match="is not a single day"):
        TypedDateField().clean(text)


@pytest.mark.parametrize("text", ["2027-02-30", "31/04/2027", "tomorrow", "15.3.27", "32 March 2027", "0027-03-15"])
def test_what_is_no_day_is_kept_with_an_error(text):
    with pytest.raises(ValidationError, match="is not a day"):
        TypedDateField().clean(text)


@pytest.mark.parametrize("text", ["9:30", "09.30", "9h30", "9 h 30", "09:30:00", "٠٩:٣٠"])
def test_a_time_is_understood(text):
    assert TypedTimeField().clean(text) == datetime.time(9, 30)


@pytest.mark.parametrize("text", ["930", "9", "25:00", "now", "9:60"])
def test_what_is_no_time_is_kept_with_an_error(text):
    with pytest.raises(ValidationError, match="is not a time"):
        TypedTimeField().clean(text)


def test_every_form_of_the_admin_asks_for_dates_in_this_way_and_shows_how():
    field = modelform_factory(Body, form=WagtailAdminModelForm, fields=["founded_on"])().fields["founded_on"]

    assert isinstance(field, TypedDateField)
    with translation.override("fr"):
        assert 'placeholder="AAAA-MM-JJ"' in str(field.widget.render("day", None))


@pytest.mark.parametrize("language", ["en", "fr", "pt", "pt-pt", "ar"])
def test_where_django_reads_a_date_by_itself_no_order_of_day_and_month_is_guessed(language):
    from django.forms import DateField

    with translation.override(language), pytest.raises(ValidationError):
        DateField().clean("05/06/2027")
