"""The roll: who belongs to the partnership on a day, and how many they are."""

import datetime
from collections import Counter
from dataclasses import dataclass

from members.models.member import Member
from members.models.periods import Role
from mme_site.caching.content_cache import cached


@dataclass(frozen=True)
class BodyCount:
    """How many members one body had on a day, and where its share of the whole begins."""

    body: object
    count: int
    start: int  # how many members the bodies before this one had


@dataclass(frozen=True)
class Counts:
    """How many members the partnership had on a day, body by body."""

    date: datetime.date
    bodies: tuple[BodyCount, ...]

    @property
    def total(self):
        """The sum over the bodies; no state belongs to two of them at once."""
        return sum(entry.count for entry in self.bodies)


def known_members():
    """Return every member with its history, by its key: they are few, and every page names some of them."""
    return cached("members", lambda: Member.objects.with_history().in_bulk())


def count_members(bodies, date):
    """Count the members of each body on a day.

    A member that is suspended stays a member and is counted.
    """
    found = Counter(
        body
        for member in known_members().values()
        if member.live
        for body in {period.body_id for period in member.held if period.is_of(Role.MEMBER, date)}
    )
    return counted(bodies, date, found)


def counted(bodies, date, by_body):
    """Return the counts of some bodies on a day, from the number of members by the body's key."""
    entries, start = [], 0
    for body in bodies:
        entries.append(BodyCount(body, by_body.get(body.pk, 0), start))
        start += entries[-1].count
    return Counts(date, tuple(entries))


def members_on(bodies, date, role=Role.MEMBER):
    """Return the published members of these bodies on a day, by their English names, with their history."""
    keys = {body.pk for body in bodies}
    return [
        member
        for member in sorted(known_members().values(), key=lambda member: member.name_en)
        if member.live and any(period.body_id in keys and period.is_of(role, date) for period in member.held)
    ]
