"""The list of members as a visitor asked for it."""

from collections import Counter
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.http import urlencode

from members.forms import MemberFilterForm
from members.membership import counts_from, former_members, members_on
from members.models.kinds import Region
from mme_site.core import clock
from mme_site.core.dates import format_date
from mme_site.core.languages import TextInLanguage, by_name


@dataclass(frozen=True)
class MemberRow:
    """One member as it was on the day of the list."""

    member: object
    name: TextInLanguage
    period: object
    recs: list
    suspension: object

    @property
    def communities(self):
        """The abbreviations of the regional economic communities that it belonged to."""
        return [body.abbreviation for body in self.recs]


@dataclass(frozen=True)
class RegionSection:
    """The members of one body in one region."""

    code: str
    label: str
    rows: list

    @property
    def has_communities(self):
        """True where any of these members belonged to a regional economic community on the day."""
        return any(row.recs for row in self.rows)


@dataclass(frozen=True)
class BodySection:
    """The members of one body, by region. `strand` is its place among the bodies, from 1."""

    body: object
    strand: int
    regions: list

    @property
    def shown(self):
        """How many of the body's members the list shows."""
        return sum(len(region.rows) for region in self.regions)


class MemberListing:
    """Members on a day: counted, filtered, grouped by body and region."""

    def __init__(self, page, query, form_class=MemberFilterForm):
        self.page = page
        self.bodies, self.recs = page.counted_bodies_and_recs
        self.form = form_class(query, self.bodies, self.recs)
        self.chosen = self.form.chosen
        self.date = self.chosen.get("as_of") or clock.today()

    @cached_property
    def counts(self):
        """How many members there were on the day, whatever the other filters."""
        return counts_from(self.bodies, self.date, Counter(row.period.body_id for row in self.everyone))

    @property
    def is_filtered(self):
        """True when some of the members on that day are left out."""
        return any(name in self.chosen for name in ("body", "region", "rec", "standing"))

    @cached_property
    def everyone(self):
        """All the members of the day, in the order of their names on it."""
        rows = [
            MemberRow(
                member=member,
                name=member.name_on(self.date),
                period=member.role_on(self.date, self.bodies),
                recs=member.recs_on(self.date),
                suspension=member.suspension_on(self.date),
            )
            for member in members_on(self.bodies, self.date)
        ]
        return by_name(rows, lambda row: row.name)

    @cached_property
    def rows(self):
        """Those of them that fit the filters."""
        return [row for row in self.everyone if self.fits(row)]

    def fits(self, row):
        """Return True for a member that was asked for."""
        facts = {
            "body": {row.period.body.code},
            "region": {row.member.region},
            "rec": {rec.code for rec in row.recs},
            "standing": {"suspended" if row.suspension else "in-full"},
        }
        return all(self.chosen[name] in values for name, values in facts.items() if name in self.chosen)

    @property
    def suspended(self):
        """Those of the rows that were suspended on the day."""
        return [row for row in self.rows if row.suspension]

    @property
    def former(self):
        """Who had left by the day and is no member on it, with the last period; nobody where the list is filtered."""
        if self.is_filtered:
            return []
        return former_members(self.bodies, self.date)

    @cached_property
    def sections(self):
        """The rows by body, then by region, without what is empty."""
        sections = []
        for strand, body in enumerate(self.bodies, start=1):
            regions = [
                RegionSection(code, label, rows)
                for code, label in Region.choices
                if (rows := [row for row in self.rows if row.period.body == body and row.member.region == code])
            ]
            if regions:
                sections.append(BodySection(body, strand, regions))
        return sections

    @property
    def query(self):
        """Which members were asked for, as far as it could be read, as it stands in an address."""
        return urlencode({name: self.chosen[name] for name in MemberFilterForm.base_fields if name in self.chosen})

    @property
    def date_text(self):
        return format_date(self.date)
