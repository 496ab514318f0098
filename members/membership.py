"""The roll: who belongs to the partnership on a day, and how many they are."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from members.models.bodies import Body
from members.models.dated_fact import DatedFact
from members.models.kinds import Role
from members.models.member import Member
from mme_site.caching.content_cache import cached
from mme_site.core.alphabet import alphabetical_key
from mme_site.core.languages import by_name


@dataclass(frozen=True)
class BodyCount:
    """How many members one body had on a day, and where its share of the whole begins."""

    body: Body
    count: int
    start: int  # how many members the bodies before this one had


@dataclass(frozen=True)
class Counts:
    """How many members the partnership had on a day, body by body."""

    date: datetime.date
    bodies: tuple[BodyCount, ...]

    @property
    def total(self) -> int:
        """The sum over the bodies; no state belongs to two of them at once."""
        return sum(entry.count for entry in self.bodies)


def cached_members() -> dict[int, Member]:
    """Return every member with its history, by its key: they are few, and every page names some of them."""
    return cached("members", lambda: Member.objects.with_history().in_bulk())


def count_members(bodies: Iterable[Body], date: datetime.date) -> Counts:
    """Count the members of each body on a day.

    A member that is suspended stays a member and is counted.
    """
    found = Counter(
        body
        for member in cached_members().values()
        if member.live
        for body in {period.body_id for period in member.cached_periods if period.has_role_on(Role.MEMBER, date)}
    )
    return counts_from(bodies, date, found)


def counts_from(bodies: Iterable[Body], date: datetime.date, by_body: Mapping[int, int]) -> Counts:
    """Return the counts of some bodies on a day, from the number of members by the body's key."""
    entries, start = [], 0
    for body in bodies:
        entries.append(BodyCount(body, by_body.get(body.pk, 0), start))
        start += entries[-1].count
    return Counts(date, tuple(entries))


def members_on(bodies: Iterable[Body], date: datetime.date, role: str = Role.MEMBER) -> list[Member]:
    """Return the published members of these bodies on a day, by their names, with their history."""
    keys = {body.pk for body in bodies}
    return [
        member
        for member in by_name(cached_members().values())
        if member.live
        and any(period.body_id in keys and period.has_role_on(role, date) for period in member.cached_periods)
    ]


def former_members(bodies: Iterable[Body], date: datetime.date) -> list[tuple[Member, DatedFact]]:
    """Return who had been a member of these bodies and was none on a day, by name, with the period that ended last."""
    keys, found = {body.pk for body in bodies}, []
    for member in cached_members().values():
        periods = [one for one in member.cached_periods if one.body_id in keys and one.role == Role.MEMBER]
        ended = [one for one in periods if one.until_date and one.until_date < date]
        if member.live and ended and not any(one.covers(date) for one in periods):
            found.append((member, max(ended, key=lambda one: one.until_date)))
    return sorted(found, key=lambda pair: alphabetical_key(str(pair[0])))
