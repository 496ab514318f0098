"""What a row means that is about a member, a period, a former name or a suspension."""

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from members.models import Body, FormerName, Member, MembershipPeriod, Suspension
from members.models.kinds import Region, Role
from mme_site.core.languages import language_choices
from mme_site.core.sources import Confidence
from mme_site.core.translations_field import other_languages
from mme_site.editorial.import_export.columns import (
    BooleanColumn,
    ChoiceColumn,
    Column,
    DayColumn,
    PartialDateColumn,
    ReferenceColumn,
    TranslationColumn,
)
from mme_site.editorial.import_export.lookups import Lookup
from mme_site.editorial.import_export.resources import Resource
from mme_site.editorial.import_export.sheets import InlineSheet, Sheet

KEY = Column("code", _("Code"), width=8)
BODIES = Lookup(Body, "code")
LENGTH_OF_NAME = Member._meta.get_field("name_en").max_length
DATES = [
    PartialDateColumn("from_date", _("From"), "from_precision"),
    PartialDateColumn("until_date", _("Until"), "until_precision"),
]
SOURCE = [
    Column("source", _("Source"), width=36),
    DayColumn("checked_on", _("Date checked")),
    ChoiceColumn("confidence", _("Confidence"), Confidence.choices, default=Confidence.HIGH),
    Column("note", _("Note"), width=36),
]


class MemberResource(Resource):
    """Members, with their history."""

    name, label, icon, order = "members", _("Members"), "group", 10
    model = Member
    related = ("periods__body", "suspensions__body")
    main = Sheet(
        _("Members"),
        lambda: [
            KEY,
            Column("slug", _("Slug")),
            Column("name_en", _("Name in English")),
            *(TranslationColumn("name", code, LENGTH_OF_NAME) for code in other_languages()),
            Column("official_name", _("Official name"), width=36),
            ChoiceColumn("region", _("Region"), Region.choices),
            Column("note", _("Note"), width=36),
            Column("source", _("Source"), width=36),
        ],
    )
    inline_sheets = (
        InlineSheet(
            _("Periods"),
            [
                KEY,
                ReferenceColumn("body", _("Body"), BODIES, width=10),
                ChoiceColumn("role", _("Role"), Role.choices, default=Role.MEMBER),
                *DATES,
                *SOURCE,
            ],
            accessor="periods",
            model=MembershipPeriod,
            identity=("body", "role", "from_date"),
        ),
        InlineSheet(
            _("Former names"),
            [
                KEY,
                Column("name", _("Name")),
                ChoiceColumn("language", _("Language"), language_choices, default="en", width=10),
                *DATES,
                *SOURCE,
            ],
            accessor="former_names",
            model=FormerName,
            identity=("name", "language"),
        ),
        InlineSheet(
            _("Suspensions"),
            [
                KEY,
                ReferenceColumn("body", _("Body"), BODIES, width=10),
                Column("reason", _("Reason")),
                *DATES,
                BooleanColumn("has_ended", _("Has ended, no day is known")),
                *SOURCE,
            ],
            accessor="suspensions",
            model=Suspension,
            identity=("body", "from_date"),
        ),
    )

    @property
    def order_of_export(self):
        return (self.main.key.field,)

    def queryset(self):
        return self.all_items() if self.policy().user_has_permission(self.user, "change") else self.all_items().none()

    def fill_in(self, item):
        """Make the address of the English name where none is given."""
        item.slug = item.slug or slugify(item.name_en)
