"""A member state, under the names it has had."""

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PublishingPanel
from wagtail.models import DraftStateMixin, Orderable, RevisionMixin, WorkflowMixin
from wagtail.search import index
from wagtail.search.queryset import SearchableQuerySetMixin

from members.models.bodies import BodyKind
from members.models.moving import leave_redirects
from members.models.periods import DatedFact, MembershipPeriod, Role, Suspension
from members.models.preview import MemberPreview
from mme_site.core.languages import DOCUMENT_LANGUAGES, LANGUAGES_OF_NAMES, NamedInLanguages
from mme_site.core.search_document import SearchDocument, non_empty
from mme_site.core.sources import SourcedFact
from mme_site.core.unique_children import UniqueChildrenMixin
from mme_site.pages.publishable import SafePublishingMixin

MAP = "map"  # the address below the list of members that no member can have


class Region(models.TextChoices):
    """The AU's five regions, and the UN's subregions (M49) for the EU's members."""

    AFRICA_CENTRAL = "africa-central", _("Central Africa")
    AFRICA_EAST = "africa-east", _("East Africa")
    AFRICA_NORTH = "africa-north", _("North Africa")
    AFRICA_SOUTHERN = "africa-southern", _("Southern Africa")
    AFRICA_WEST = "africa-west", _("West Africa")
    EUROPE_EASTERN = "europe-eastern", _("Eastern Europe")
    EUROPE_NORTHERN = "europe-northern", _("Northern Europe")
    EUROPE_SOUTHERN = "europe-southern", _("Southern Europe")
    EUROPE_WESTERN = "europe-western", _("Western Europe")
    ASIA_WESTERN = "asia-western", _("Western Asia")


class MemberQuerySet(SearchableQuerySetMixin, models.QuerySet):
    """Questions about members, in the words of those who ask them."""

    def live(self):
        """Return the members whose record is published."""
        return self.filter(live=True)

    def of(self, bodies, date, role=Role.MEMBER):
        """Return who belongs to any of these bodies, in one role, on a day."""
        periods = MembershipPeriod.objects.on(date).filter(body__in=bodies, role=role)
        return self.filter(pk__in=periods.values("member"))

    def in_bodies(self, bodies):
        """Return who belongs, or once belonged, to any of these bodies."""
        return self.filter(pk__in=MembershipPeriod.objects.filter(body__in=bodies).values("member"))

    def with_history(self):
        """Load periods, suspensions and former names in three queries for any number of members."""
        return self.prefetch_related(
            models.Prefetch("periods", MembershipPeriod.objects.select_related("body")),
            models.Prefetch("suspensions", Suspension.objects.select_related("body")),
            "former_names",
        )


class Member(
    SafePublishingMixin,
    UniqueChildrenMixin,
    WorkflowMixin,
    DraftStateMixin,
    RevisionMixin,
    MemberPreview,
    index.Indexed,
    NamedInLanguages,
    ClusterableModel,
):
    """A state that is, or was, a member of one of the partnership's bodies."""

    code = models.CharField(
        _("code"),
        max_length=2,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Two capital letters, such as NA for Namibia."))],
        help_text=_("ISO 3166-1 alpha-2. EH stands for the Sahrawi Republic."),
    )
    slug = models.SlugField(_("slug"), unique=True, help_text=_("The last part of the member's address."))
    official_name = models.CharField(_("official name"), max_length=255, blank=True, help_text=_("In English."))
    region = models.CharField(
        _("region"), max_length=20, choices=Region.choices, help_text=_("Readers see the list in its regions.")
    )
    note = models.TextField(_("note"), blank=True, help_text=_("What readers should know. They see it as it is."))
    source = models.TextField(_("source"), blank=True, help_text=_("Where names, region and note come from."))

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="member")

    objects = MemberQuerySet.as_manager()

    unique_children = {"periods": ("body_id", "from_date", "until_date")}

    panels = [
        *NamedInLanguages.name_panels,
        FieldPanel("official_name"),
        MultiFieldPanel([FieldRowPanel(["code", "slug", "region"])], heading=_("What it is")),
        InlinePanel(
            "periods",
            heading=_("Membership periods"),
            label=_("Period"),
            help_text=_("A period for each time in a body. All counts and lists follow from them, as of any day."),
        ),
        InlinePanel(
            "former_names",
            heading=_("Former names"),
            label=_("Former name"),
            help_text=_("Lists and meetings of earlier days show the name of that day."),
        ),
        InlinePanel(
            "suspensions",
            heading=_("Suspensions"),
            label=_("Suspension"),
            help_text=_("A suspended state stays a member and is counted; readers see the suspension beside it."),
        ),
        MultiFieldPanel(["note", "source"], heading=_("How sure this is")),
        PublishingPanel(),
    ]
    search_fields = [
        index.SearchField("name_en", boost=5),
        index.SearchField("name_fr", boost=5),
        index.SearchField("name_pt", boost=5),
        index.SearchField("name_ar", boost=5),
        index.AutocompleteField("name_en"),
        index.SearchField("official_name"),
        index.SearchField("code"),
        index.RelatedFields("former_names", [index.SearchField("name")]),
        index.FilterField("live"),
        index.FilterField("region"),
        index.FilterField("id"),
    ]

    class Meta:
        ordering = ["name_en"]
        verbose_name = _("member")
        verbose_name_plural = _("members")

    def clean(self):
        """Refuse the address of what the list of members has beside its members."""
        super().clean()
        if self.slug == MAP:
            raise ValidationError({"slug": _("This address is that of the map.")})

    def save(self, *args, update_fields=None, **kwargs):
        """Leave a redirect at the address that readers knew, where it is another one now."""
        is_readdressed = self.pk and (update_fields is None or "slug" in update_fields)
        known = Member.objects.filter(pk=self.pk, live=True).exclude(slug=self.slug) if is_readdressed else ()
        old = [member.slug for member in known]
        super().save(*args, update_fields=update_fields, **kwargs)
        for slug in old:
            leave_redirects(self, slug)

    @property
    def revisions(self):
        return self._revisions

    @cached_property
    def held(self):
        """The periods, earliest first, as they were when first asked for."""
        return list(self.periods.all())

    @cached_property
    def names_before(self):
        """The former names, earliest first, as they were when first asked for."""
        return list(self.former_names.all())

    @cached_property
    def suspended(self):
        """The suspensions, earliest first, as they were when first asked for."""
        return list(self.suspensions.all())

    @property
    def names(self):
        """The names of today, as (language code, language, name), without those that are missing."""
        languages = dict(DOCUMENT_LANGUAGES)
        pairs = [(code, getattr(self, f"name_{code}")) for code in LANGUAGES_OF_NAMES]
        return [(code, languages[code], name) for code, name in pairs if name]

    @property
    def search_document(self):
        """All the names that it has and had, its code, and the bodies that it belongs or belonged to."""
        return SearchDocument(
            names=[
                *(name for _code, _language, name in self.names),
                *non_empty(self.official_name, self.code),
                *(former.name for former in self.former_names.all()),
            ],
            facets={"body": list(dict.fromkeys(period.body.code for period in self.periods.all()))},
        )

    def name_on(self, date, language=None):
        """Return the name that the state had on a day, in a language or the reader's.

        Where no name in that language is known, it is the English one of that day.
        """
        base = (language or get_language() or "en").split("-")[0]
        for spoken in (base, "en"):
            former = (f.name for f in self.names_before if f.language == spoken and f.holds_on(date))
            if name := next(former, self.own_name_in(spoken)):
                return name
        return self.name_en

    def role_on(self, date, bodies):
        """Return the period that ties this state to any of `bodies` on a day, as a member first, or None."""
        held = [period for period in self.held if period.body in bodies and period.holds_on(date)]
        return min(held, key=lambda period: period.role != Role.MEMBER, default=None)

    @cached_property
    def union_periods(self):
        """The periods in a union, earliest first."""
        return [period for period in self.held if period.body.kind == BodyKind.UNION]

    @cached_property
    def rec_periods(self):
        """The periods in regional economic communities, by abbreviation."""
        recs = [period for period in self.held if period.body.kind == BodyKind.REC]
        return sorted(recs, key=lambda period: period.body.code)

    def recs_on(self, date):
        """Return the regional economic communities that the state belonged to on a day."""
        return [period.body for period in self.rec_periods if period.holds_on(date)]

    def suspension_on(self, date):
        """Return the suspension that is in force on a day, or None."""
        return next((s for s in self.suspended if s.holds_on(date)), None)


class FormerName(Orderable, DatedFact, SourcedFact):
    """A name that a state had for a time, in one language."""

    member = ParentalKey(Member, on_delete=models.CASCADE, related_name="former_names")
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=[(code, name) for code, name in DOCUMENT_LANGUAGES if code in LANGUAGES_OF_NAMES],
        default="en",
    )
    name = models.CharField(_("name"), max_length=120)

    panels = [FieldRowPanel(["name", "language"]), *DatedFact.date_panels, *SourcedFact.source_panels]

    class Meta(DatedFact.Meta):
        ordering = ["from_date", "sort_order"]
        verbose_name = _("former name")
        verbose_name_plural = _("former names")

    def __str__(self):
        return self.name
