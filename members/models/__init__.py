from members.models.bodies import Body
from members.models.index import MemberIndexPage
from members.models.member import Member
from members.models.periods import FormerName, MembershipPeriod, Suspension

__all__ = ["Body", "FormerName", "Member", "MemberIndexPage", "MembershipPeriod", "Suspension"]
