"""Who joined, left, was suspended and was taken back, in the order of time."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from members.membership import cached_members
from members.models.bodies import Body
from members.models.dated_fact import DatedFact
from members.models.kinds import ChangeKind, Role
from members.models.member import Member


@dataclass(frozen=True)
class Change:
    """One event: a state and a body, and the day in no more than the precision of its source."""

    kind: ChangeKind
    date: datetime.date
    date_text: str
    member: Member
    name: str
    fact: DatedFact


def changes_of(bodies: Iterable[Body]) -> list[Change]:
    """Return what happened to the memberships of these bodies, the latest first; what has no day is left out."""
    keys = {body.pk for body in bodies}
    found = [change for member in cached_members().values() if member.live for change in changes_in(member, keys)]
    return sorted(found, key=lambda change: (change.date, change.name), reverse=True)


def changes_in(member: Member, bodies: set[int]) -> Iterator[Change]:
    """Yield what happened to one state in these bodies."""
    facts = [(period, ChangeKind.JOINED, ChangeKind.LEFT) for period in member.cached_periods if is_member(period)]
    facts += [(fact, ChangeKind.SUSPENDED, ChangeKind.BACK) for fact in member.cached_suspensions]
    for fact, began, ended in facts:
        if fact.body_id not in bodies:
            continue
        if fact.from_date:
            yield Change(began, fact.from_date, fact.from_text, member, member.name_on(fact.from_date), fact)
        if fact.until_date:
            yield Change(ended, fact.until_date, fact.until_text, member, member.name_on(fact.until_date), fact)


def is_member(period: DatedFact) -> bool:
    return period.role == Role.MEMBER
