"""Dates and ordinals as people write them find what happened then."""

import datetime

import pytest

from search.words.parsing import parse
from search.words.stemming import stem
from tests.helpers.indexing import bring_up_to_date
from tests.helpers.searching import ask, titles
from tests.helpers.small_tree import shared_partnership

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def summit(django_db_setup, django_db_blocker):
    """A summit and another meeting, made once for this module."""
    first, last = datetime.date(2010, 11, 29), datetime.date(2010, 11, 30)
    other = datetime.date(2012, 5, 1)
    with shared_partnership(django_db_blocker) as tree:
        tree.meeting(title="Other", start_date=other, end_date=other)
        summit = tree.meeting(title="Summit", start_date=first, end_date=last)
        bring_up_to_date()
        yield summit


@pytest.mark.parametrize(
    "typed",
    [
        *["2010-11-29", "29/11/2010", "30.11.2010", "11/2010", "2010-11", "29 November 2010", "November 29, 2010"],
        *["29-30 November 2010", "29th of November 2010", "Nov 2010", "novembre 2010", "30 novembro de 2010"],
        *["29 نوفمبر 2010", "نوفمبر 2010", "تشرين الثاني 2010", "between 2009 and 2011", "entre 2008 et 2010"],
        *["de 2010 a 2011", "من 2009 إلى 2010", "before 2011", "avant 2011", "قبل 2011", "summit november 2010"],
        *["before 2012", "antes de 2012", "until 2010", "jusqu'en 2011"],
    ],
)
def test_a_date_in_any_usual_form_finds_what_happened_then(client, summit, typed):
    assert titles(ask(client, typed)) == ["Summit"]


@pytest.mark.parametrize("typed", ["since 2012", "depuis 2011", "après 2010", "بعد 2011", "May 2012", "1/5/2012"])
def test_a_range_has_its_ends(client, summit, typed):
    assert titles(ask(client, typed)) == ["Other"]


@pytest.mark.parametrize("typed", ["31/02/2010", "99/99/2010", "COM(2011)743", "7204/08", "16149/08", "2010"])
def test_what_is_no_date_is_left_as_it_was_typed(typed):
    assert not any(clause.is_date for clause in parse(typed).clauses)


@pytest.mark.parametrize(
    "word", ["7th", "seventh", "vii", "7e", "7eme", "septieme", "7a", "7o", "setima", "setimo", "السابعه", "سابع"]
)
def test_an_ordinal_is_one_word_in_all_languages_and_numerals(word):
    assert stem(word, "en") == "7th"
