"""The table of OWASP ASVS 5.0 is whole, honest and up to date."""

import re

import pytest

from tests.helpers.names_of_tests import names_of_tests
from tests.project import asvs
from tests.project.architecture import ROOT

REQUIREMENTS = {1: 70, 2: 183}  # of the standard's version 5.0.0


@pytest.mark.parametrize("level", REQUIREMENTS)
def test_every_requirement_of_a_level_has_an_answer(level):
    assert asvs.counts(level).total() == REQUIREMENTS[level]
    assert set(asvs.counts(level)) <= set(asvs.ANSWERS)
    numbers = [row["number"] for row in asvs.rows()]
    assert len(set(numbers)) == len(numbers)
    assert [row for row in asvs.rows() if not row["by"].strip()] == []


def test_level_1_is_whole_and_nine_tenths_of_level_2():
    assert asvs.counts(1)[asvs.GAP] == 0
    assert asvs.counts(2)[asvs.GAP] / REQUIREMENTS[2] <= 0.1


def test_what_a_row_names_is_there():
    named = {name for row in asvs.rows() for name in asvs.evidence(row)}
    named |= {name for row in asvs.rows() for name in re.findall(r"test_\w+", row["by"])}
    tests = {name for name in named if name.startswith("test_")}

    assert sorted(tests - names_of_tests()) == []
    for name in named - tests:
        path, _hash, section = name.partition("#")
        assert (ROOT / path).exists() and (not section or section in asvs.sections(path)), name


def test_the_page_is_made_of_the_table():
    assert asvs.PAGE.read_text(encoding="utf-8") == asvs.page(), "python -m tests.project.asvs"
