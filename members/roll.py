"""The roll: who belongs to the partnership on a day, and how many they are."""

import datetime
from dataclasses import dataclass

from django.db.models import Count

from members.models.member import Member
from members.models.periods import MembershipPeriod, Role


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


def count_members(bodies, date):
    """Count the members of each body on a day, in one query.

    A member that is suspended stays a member and is counted.
    """
    found = (
        MembershipPeriod.objects.on(date)
        .filter(body__in=bodies, role=Role.MEMBER, member__live=True)
        .values("body")
        .annotate(count=Count("member", distinct=True))
    )
    return counted(bodies, date, {row["body"]: row["count"] for row in found})


def counted(bodies, date, by_body):
    """Return the counts of some bodies on a day, from the number of members by the body's key."""
    entries, start = [], 0
    for body in bodies:
        entries.append(BodyCount(body, by_body.get(body.pk, 0), start))
        start += entries[-1].count
    return Counts(date, tuple(entries))


def members_on(bodies, date, role=Role.MEMBER):
    """Return the published members of these bodies on a day, with their history."""
    return Member.objects.live().of(bodies, date, role).with_history()
