"""Members as records: who belongs, or once belonged, and since when, as of any day."""

import datetime
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

from django.db.models import Case, IntegerField, Value, When
from django.http import HttpRequest
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext_noop as _
from pydantic import Field

from members.listing import MemberListing
from members.membership import cached_members
from members.models import Member, MemberIndexPage
from members.models.kinds import Region, Role
from members.search import lists_below
from mme_site.core import clock
from mme_site.core.dates import machine_date
from mme_site.core.languages import base_language
from mme_site.core.localized import localized_full_url
from mme_site.core.name_order import by_letters
from mme_site.opendata.feeds.representations import feeds
from mme_site.opendata.json_ld import known
from mme_site.opendata.reading import short_url
from mme_site.opendata.resources import Filters, Resource
from mme_site.opendata.schemas import Facts, RecordFacts
from mme_site.opendata.tables import tables
from mme_site.pages.representations import Representations
from mme_site.pages.routing import root_of, site_of

NAMESPACE = uuid.UUID("6f0f7c52-6a0b-4f0e-9a43-0d5f3b8f5b51")  # of members, whose identity is their code


class PeriodFacts(Facts):
    __doc__ = _("A time during which a state belonged to a body, or was suspended.")

    body: Annotated[str, Field(description=_("The abbreviation of the body in English, such as AU, EU or ECOWAS."))]
    body_name: str
    role: Annotated[str, Field(description=_("member, observer or partner; suspended of a suspension."))]
    from_date: Annotated[datetime.date | None, Field(description=_("The last day that its precision can mean."))]
    from_precision: str
    until_date: Annotated[
        datetime.date | None,
        Field(description=_("The last day that its precision can mean; null where it holds, or no source states it.")),
    ]
    until_precision: str
    has_ended: Annotated[bool, Field(description=_("True of a suspension that ended on a day that nobody states."))]
    reason: str
    source: str
    checked_on: datetime.date | None
    confidence: str
    note: str


class FormerNameFacts(Facts):
    __doc__ = _("A name that a state had for a time.")

    name: str
    language: str
    from_date: datetime.date | None
    until_date: datetime.date | None
    source: str


class MemberFacts(RecordFacts):
    __doc__ = _("A state that is, or was, a member of one of the partnership's bodies.")

    as_of: Annotated[
        datetime.date, Field(description=_("The day of which title, role, communities and suspension are."))
    ]
    code: Annotated[str, Field(description=_("ISO 3166-1 alpha-2; EH stands for the Sahrawi Republic."))]
    names: Annotated[dict[str, str], Field(description=_("The names of today by language."))]
    official_name: str
    region: Annotated[str, Field(description=_("The AU's five regions, and the UN's subregions (M49) in Europe."))]
    region_name: str
    body: Annotated[str, Field(description=_("The union that it belonged to on the day; empty where to none."))]
    role: Annotated[str, Field(description=_("member, observer or partner on the day; empty where none."))]
    communities: Annotated[list[str], Field(description=_("Regional economic communities on the day."))]
    is_suspended: Annotated[bool, Field(description=_("Suspended on the day; it stays a member and is counted."))]
    periods: list[PeriodFacts]
    suspensions: list[PeriodFacts]
    former_names: list[FormerNameFacts]
    note: str
    source: str


if TYPE_CHECKING:
    RegionCode = str
else:
    RegionCode = Literal[tuple(Region.values)]


class MemberFilters(Filters):
    as_of: Annotated[
        datetime.date | None,
        Field(description="Only who was a member on this day, as it was then."),
    ] = None
    body: Annotated[str | None, Field(max_length=20, description="Of the body with this abbreviation.")] = None
    region: Annotated[RegionCode | None, Field(description="In this region.")] = None
    community: Annotated[str | None, Field(max_length=20, description="Of this economic community on the day.")] = None


class MemberRecords(Resource[MemberFacts]):
    name, title = "members", gettext_lazy("Members")
    schema, filters, model, letter = MemberFacts, MemberFilters, Member, "s"

    def public(self, root: Any) -> Any:
        return MemberIndexPage.members_of(lists_below(root)).order_by(by_letters("name_en"), "pk")

    def filtered(self, objects: Any, filters: MemberFilters) -> Any:
        limits = (filters.as_of, filters.body, filters.region, filters.community)
        return objects if not any(limits) else objects.filter(pk__in=[one.pk for one in found_by(filters)])

    def records(
        self, objects: Sequence[Any], request: HttpRequest | None = None, filters: Any = None
    ) -> list[MemberFacts]:
        date = (filters and filters.as_of) or clock.today()
        site = site_of(request) if request else None
        lists = lists_below(root_of(site)) if site else MemberIndexPage.objects.live().public()
        lists = [(page, localized_full_url(page, request)) for page in lists.order_by("path")]
        known = cached_members()
        members = [known[one.pk] for one in objects if one.pk in known]
        shown = [next(((*one, member) for one in lists if one[0].has_page_for(member)), None) for member in members]
        return [facts_of(member, date, page, url) for page, url, member in filter(None, shown)]

    def json_ld(self, page: Any, context: Any) -> list[dict[str, Any]]:
        """Return a state as a place that is a member of organisations."""
        member = context["member"]
        names = [*map(str, member.all_names), str(member.words("official_name"))]
        names += [former.name for former in member.cached_former_names]
        state = known(
            type=["Country", "Organization"],
            id=urn_of(member),
            name=str(member.name),
            alternateName=[name for name in dict.fromkeys(names) if name and name != str(member.name)],
            identifier=member.code,
            url=localized_full_url(page, context["request"]) + page.reverse_subpage("member", args=[member.slug]),
            containedInPlace=known(type="Place", name=str(member.get_region_display())),
            memberOf=[role_of(period) for period in member.cached_periods],
        )
        return [state]


def role_of(period: Any) -> dict[str, Any]:
    """Return the time in a body as schema.org's Role stands between two things (schema.org/docs/howwework.html)."""
    return known(
        type="OrganizationRole",
        roleName=str(period.get_role_display()),
        startDate=period.from_date and machine_date(period.from_date, period.from_precision),
        endDate=period.until_date and machine_date(period.until_date, period.until_precision),
        memberOf=known(type="Organization", name=str(period.body.name), alternateName=str(period.body.abbreviation)),
    )


def found_by(filters: MemberFilters) -> list[Any]:
    """Return the members that fit; without a day, those that ever did."""
    return [member for member in cached_members().values() if fits(member, filters)]


def fits(member: Any, filters: MemberFilters) -> bool:
    date = filters.as_of
    if filters.region and member.region != filters.region:
        return False
    periods = [one for one in member.cached_periods if date is None or one.covers(date)]
    if date and not any(one.role == Role.MEMBER and one.body.kind == "union" for one in periods):
        return False
    codes = {one.body.code for one in periods}
    return all(code in codes for code in (filters.body, filters.community) if code)


def facts_of(member: Any, date: datetime.date, page: Any, url: str) -> MemberFacts:
    """Return what a member tells as of a day, at its address below a list."""
    name = member.name_on(date)
    period = member.role_on(date, page.counted_bodies)
    return MemberFacts(
        id=urn_of(member),
        number=member.pk,
        url=url + page.reverse_subpage("member", args=[member.slug]),
        short_url=short_url(page, MemberRecords.letter, member.pk),
        language=get_language() or "",
        words_in=name.language,
        title=name,
        slug=member.slug,
        summary=member.words("official_name"),
        published=member.first_published_at,
        changed=member.last_published_at,
        as_of=date,
        code=member.code,
        names={name.language: str(name) for name in member.all_names},
        official_name=member.words("official_name"),
        region=member.region,
        region_name=str(member.get_region_display()),
        body=period.body.code if period else "",
        role=period.role if period else "",
        communities=[body.code for body in member.recs_on(date)],
        is_suspended=member.suspension_on(date) is not None,
        periods=[period_facts(one, one.role) for one in member.cached_periods],
        suspensions=[period_facts(one, "suspended") for one in member.cached_suspensions],
        former_names=[
            FormerNameFacts(
                name=one.name,
                language=base_language(one.language),
                from_date=one.from_date,
                until_date=one.until_date,
                source=one.source,
            )
            for one in member.cached_former_names
        ],
        note=member.words("note"),
        source=member.source,
    )


def urn_of(member: Any) -> str:
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, member.code)}"


def period_facts(fact: Any, role: str) -> PeriodFacts:
    return PeriodFacts(
        body=fact.body.code,
        body_name=fact.body.name,
        role=role,
        from_date=fact.from_date,
        from_precision=fact.from_precision,
        until_date=fact.until_date,
        until_precision=fact.until_precision,
        has_ended=getattr(fact, "has_ended", False) or fact.until_date is not None,
        reason=fact.words("reason") if hasattr(fact, "reason") else "",
        source=fact.source,
        checked_on=fact.checked_on,
        confidence=fact.confidence,
        note=fact.words("note"),
    )


def open_data() -> list[Resource[Any]]:
    return [MemberRecords()]


def representations() -> Representations:
    return {(MemberIndexPage, ""): [*feeds(followed_members), *tables(MemberRecords(), members_of_list)]}


def followed_members(page: Any, form: Any) -> Any:
    """Return the members of the list as it is limited; of the whole list also those that belong no more."""
    return members_of_list(page, form)[0] if form and form.chosen else page.members_of([page])


def members_of_list(page: Any, form: Any) -> tuple[Any, Any]:
    """Return the members of the list, in its order, and the day of which they are shown."""
    listing = MemberListing(page, form.data)
    keys = [row.member.pk for row in listing.rows]
    place = Case(*(When(pk=key, then=Value(number)) for number, key in enumerate(keys)), output_field=IntegerField())
    found = Member.objects.filter(pk__in=keys)
    return found.order_by(place) if keys else found, MemberFilters(as_of=listing.date)
