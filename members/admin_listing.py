"""The list of members in the admin: who belongs to what, and what is to be looked at."""

import datetime
from collections.abc import Callable

import django_filters
from django import forms
from django.db.models import DateField, Exists, F, Min, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import IndexView

from members.import_export import MemberResource
from members.models import Body, FormerName, Member, MembershipPeriod, Suspension
from members.models.kinds import BodyKind, Region, Role
from members.models.member import MemberQuerySet
from mme_site.core.admin_filters import one_of, some_of
from mme_site.core.languages import lookups_of_names
from mme_site.core.sources import Confidence
from mme_site.editorial.dashboard.facts_to_check import SINCE
from mme_site.editorial.listings.columns import CheckedColumn, ExportedColumn, StateColumn
from mme_site.editorial.listings.filters import WorkFilters
from mme_site.editorial.listings.views import WorkListing

LINES = (MembershipPeriod, FormerName, Suspension)  # the facts about a member, each with its own check
NONE_YET = datetime.date(9999, 12, 31)  # sorts a member without any such line last
MEMBER, FORMER, OTHER = "member", "former", "other"
TODAY = [
    (MEMBER, _("Member today")),
    (FORMER, _("Was a member")),
    (OTHER, _("Observer or partner today")),
]


class MemberFilters(WorkFilters):
    """The filters of the list of members: where a state belongs, and in which state its record is."""

    body = django_filters.ModelChoiceFilter(
        label=_("Body"),
        queryset=Body.objects.all(),
        method="of_body",
        empty_label=_("All"),
        blank=True,
        widget=forms.RadioSelect,
    )
    today = one_of(_("Today"), TODAY, "as_of_today")
    region = some_of(_("Region"), Region.choices)

    class Meta:
        model = Member
        fields = ["body", "today", "region", "state", "scheduled", "review", "checked", "confidence"]

    def of_body(self, members: MemberQuerySet, _name: str, body: Body) -> MemberQuerySet:
        """Return who belongs or belonged to a body; who does today, or no longer does, the other filter says."""
        return members if self.form.cleaned_data.get("today") else members.in_bodies([body])

    def as_of_today(self, members: MemberQuerySet, _name: str, value: str) -> MemberQuerySet:
        """Return the members, the former ones or the others of the chosen body, or of any union."""
        periods = MembershipPeriod.objects.filter(member=OuterRef("pk"))
        body = self.form.cleaned_data.get("body")
        periods = periods.filter(body=body) if body else periods.filter(body__kind=BodyKind.UNION)
        current = periods.on(timezone.localdate())
        is_member = Exists(current.filter(role=Role.MEMBER))
        if value == MEMBER:
            return members.filter(is_member)
        if value == OTHER:
            return members.filter(Exists(current.exclude(role=Role.MEMBER)))
        return members.filter(~is_member, Exists(periods.filter(role=Role.MEMBER)))

    def with_facts(self, members: MemberQuerySet, condition: Q) -> MemberQuerySet:
        """Return the members with a period, former name or suspension that meets a condition."""
        any_line = Q()
        for model in LINES:
            any_line |= Q(pk__in=model.objects.filter(condition).values("member"))
        return members.filter(any_line)


def latest_period(field: str) -> Subquery:
    """Return an expression for queries: what the latest period of a member in a union says."""
    periods = MembershipPeriod.objects.filter(member=OuterRef("pk"), body__kind=BodyKind.UNION)
    return Subquery(periods.order_by(F("from_date").desc(nulls_last=True), "-pk").values(field)[:1])


def oldest_check() -> Least:
    """Return an expression for queries: the day of the oldest check of a member's lines."""
    days = []
    for model in LINES:
        lines = model.objects.filter(member=OuterRef("pk")).order_by().values("member")
        oldest = Subquery(lines.annotate(day=Min(SINCE)).values("day"))
        days.append(Coalesce(oldest, Value(NONE_YET), output_field=DateField()))
    return Least(*days)


def period_of(member: Member) -> MembershipPeriod | None:
    """Return the period in a union that covers today, as a member first, else the latest one; None without any."""
    current = [period for period in member.union_periods if period.covers(timezone.localdate())]
    latest = member.union_periods[-1] if member.union_periods else None
    return min(current, key=lambda period: period.role != Role.MEMBER, default=latest)


def body_of(member: Member) -> str:
    """Return the abbreviation of the union that a state belongs to or last belonged to, and as what."""
    period = period_of(member)
    if period is None:
        return ""
    return period.body.code if period.role == Role.MEMBER else f"{period.body.code} ({period.get_role_display()})"


def period_attribute(name: str) -> Callable[[Member], str]:
    """Return an accessor for columns: what the period of `period_of` says under a name, '' without any."""
    return lambda member: getattr(period_of(member), name, "")


def check_of(member: Member) -> tuple[datetime.date | None, Confidence]:
    """Return (day of the oldest check, confidence of the least sure line); the day is None where one is missing."""
    lines = [*member.periods.all(), *member.former_names.all(), *member.suspensions.all()]
    days = [line.checked_on for line in lines]
    sure = all(line.is_certain for line in lines)
    return min(days) if days and all(days) else None, Confidence.HIGH if sure else Confidence.MEDIUM


class MemberIndexView(WorkListing, IndexView):
    """The list of members: where each belongs at present, and how sure its facts are."""

    import_resource = MemberResource
    exported_first = (ExportedColumn("name_en", label=_("Name")),)

    def get_base_queryset(self) -> MemberQuerySet:
        """Add what the columns sort by."""
        members = super().get_base_queryset()
        return members.annotate(
            since=latest_period("from_date"), until=latest_period("until_date"), checked_on=oldest_check()
        )

    def detailed(self, keys: list) -> MemberQuerySet:
        return Member.objects.filter(pk__in=keys).with_history()

    def condition_of_word(self, word: str) -> Q:
        """Find a member by a part of any name that it has or had, or by its code."""
        condition = Q(pk__in=FormerName.objects.filter(name__icontains=word).values("member"))
        for name in (*lookups_of_names(), "official_name", "code"):
            condition |= Q(**{f"{name}__icontains": word})
        return condition


LIST_DISPLAY = [
    "name_en",
    ExportedColumn("code", label=_("Code"), sort_key="code"),
    ExportedColumn("body", label=_("Body"), accessor=body_of),
    ExportedColumn("since", label=_("Since"), accessor=period_attribute("from_text"), sort_key="since"),
    ExportedColumn("until", label=_("Until"), accessor=period_attribute("until_text"), sort_key="until"),
    ExportedColumn("region", label=_("Region"), accessor="get_region_display", sort_key="region"),
    StateColumn(),
    CheckedColumn(accessor=check_of),
]
