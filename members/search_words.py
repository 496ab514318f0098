"""What a member is searched for by, beside its names: codes, its capital, where and since when it belongs."""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from mme_site.core.languages import in_every_language
from mme_site.core.search_dates import date_words

CODES_AND_CAPITALS = Path(__file__).with_name("codes_and_capitals.csv")  # ISO 3166-1, and the capital in four languages


@cache
def codes_and_capitals() -> dict[str, list[str]]:
    """Return the code of three letters and the names of the capital, by the code of two letters."""
    with CODES_AND_CAPITALS.open(encoding="utf-8") as file:
        return {row["code"]: [row["alpha_3"], *row["capital"].split("|")] for row in csv.DictReader(file)}


def words_of(member: Any) -> Iterator[str]:
    """Yield what a member, as its page shows it, is found by."""
    yield from codes_and_capitals().get(member.code, [])
    yield from in_every_language(member.get_region_display)
    for period in member.periods.all():
        yield from (period.body.code, *map(str, period.body.all_names))
        yield from in_every_language(period.get_role_display)
        yield from in_every_language(lambda period=period: period.from_text)
        yield from in_every_language(lambda period=period: period.until_text)
        for date, precision in [
            (period.from_date, period.from_precision),
            (period.until_date, period.until_precision),
        ]:
            yield from date_words(date, None, precision)
    for suspension in member.suspensions.all():
        yield from in_every_language(suspension_label)
        yield from in_every_language(lambda suspension=suspension: suspension.from_text)
        yield suspension.reason
    yield member.note


def suspension_label() -> str:
    return gettext("Suspended")
