"""What a row means that is about a member, a period, a former name or a suspension."""

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from members.models import Body, FormerName, Member, MembershipPeriod, Suspension
from members.models.kinds import Region, Role
from mme_site.core.sources import Confidence
from mme_site.editorial.import_export.columns import Choice, Column, Day, PartialDate, Reference
from mme_site.editorial.import_export.lookups import Lookup
from mme_site.editorial.import_export.sheets import LineSheet, Sheet
from mme_site.editorial.import_export.snippets import SnippetKind

KEY = Column("code", _("Code"), width=8)
BODIES = Lookup(Body, "code")
LANGUAGES = FormerName._meta.get_field("language").choices
DATES = [
    PartialDate("from_date", _("From"), "from_precision"),
    PartialDate("until_date", _("Until"), "until_precision"),
]
SOURCE = [
    Column("source", _("Source"), width=36),
    Day("checked_on", _("Date checked")),
    Choice("confidence", _("Confidence"), Confidence.choices, default=Confidence.HIGH),
    Column("note", _("Note"), width=36),
]


class ImportedMembers(SnippetKind):
    """Members, with their history."""

    name, label, icon, order = "members", _("Members"), "group", 10
    model = Member
    related = ("periods__body", "suspensions__body")
    main = Sheet(
        _("Members"),
        [
            KEY,
            Column("slug", _("Slug")),
            Column("name_en", _("Name in English")),
            Column("name_fr", _("Name in French")),
            Column("name_pt", _("Name in Portuguese")),
            Column("name_ar", _("Name in Arabic")),
            Column("official_name", _("Official name"), width=36),
            Choice("region", _("Region"), Region.choices),
            Column("note", _("Note"), width=36),
            Column("source", _("Source"), width=36),
        ],
    )
    lines = (
        LineSheet(
            _("Periods"),
            [
                KEY,
                Reference("body", _("Body"), BODIES, width=10),
                Choice("role", _("Role"), Role.choices, default=Role.MEMBER),
                *DATES,
                *SOURCE,
            ],
            accessor="periods",
            model=MembershipPeriod,
            identity=("body", "role", "from_date"),
        ),
        LineSheet(
            _("Former names"),
            [
                KEY,
                Column("name", _("Name")),
                Choice("language", _("Language"), LANGUAGES, default="en", width=10),
                *DATES,
                *SOURCE,
            ],
            accessor="former_names",
            model=FormerName,
            identity=("name", "language"),
        ),
        LineSheet(
            _("Suspensions"),
            [KEY, Reference("body", _("Body"), BODIES, width=10), Column("reason", _("Reason")), *DATES, *SOURCE],
            accessor="suspensions",
            model=Suspension,
            identity=("body", "from_date"),
        ),
    )

    def complete(self, item):
        """Make the address of the English name where none is given."""
        item.slug = item.slug or slugify(item.name_en)
