"""A member state, under the names it has had."""

import datetime
from collections.abc import Collection, Iterable

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.dispatch import Signal
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PublishingPanel
from wagtail.models import DraftStateMixin, RevisionMixin, WorkflowMixin
from wagtail.search import index
from wagtail.search.queryset import SearchableQuerySetMixin

from members.models.bodies import Body
from members.models.dated_fact import DatedFact
from members.models.kinds import BodyKind, Region, Role
from members.models.preview import MemberPreview
from mme_site.core.languages import DOCUMENT_LANGUAGES, LANGUAGES_OF_NAMES, NamedInLanguages
from mme_site.core.search_document import SearchDocument, non_empty
from mme_site.core.unique_children import UniqueChildrenMixin
from mme_site.pages.publishable import SafePublishingMixin

MAP = "map"  # the address below the list of members that no member can have

member_slug_changed = Signal()  # sent after a save with `instance`, and the `old_slug` that readers knew


class MemberQuerySet(SearchableQuerySetMixin, models.QuerySet):
    """Questions about members, in the words of those who ask them."""

    def live(self) -> "MemberQuerySet":
        """Return the members whose record is published."""
        return self.filter(live=True)

    def in_bodies(self, bodies: Iterable[Body]) -> "MemberQuerySet":
        """Return who belongs, or once belonged, to any of these bodies."""
        return self.filter(pk__in=self.model.periods.rel.related_model.objects.filter(body__in=bodies).values("member"))

    def with_history(self) -> "MemberQuerySet":
        """Load periods, suspensions and former names in three queries for any number of members."""
        return self.prefetch_related(
            *(
                models.Prefetch(name, getattr(self.model, name).rel.related_model.objects.select_related("body"))
                for name in ("periods", "suspensions")
            ),
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
        """Say when the address that readers knew is another one now (see members/redirects.py)."""
        is_readdressed = self.pk and (update_fields is None or "slug" in update_fields)
        known = Member.objects.filter(pk=self.pk, live=True).exclude(slug=self.slug) if is_readdressed else ()
        old = [member.slug for member in known]
        super().save(*args, update_fields=update_fields, **kwargs)
        for slug in old:
            member_slug_changed.send(Member, instance=self, old_slug=slug)

    @property
    def revisions(self):
        return self._revisions

    @cached_property
    def cached_periods(self):
        """The periods, earliest first, as they were when first asked for."""
        return list(self.periods.all())

    @cached_property
    def cached_former_names(self):
        """The former names, earliest first, as they were when first asked for."""
        return list(self.former_names.all())

    @cached_property
    def cached_suspensions(self):
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

    def name_on(self, date: datetime.date, language: str | None = None) -> str:
        """Return the name that the state had on a day, in a language or the reader's.

        Where no name in that language is known, it is the English one of that day.
        """
        base = (language or get_language() or "en").split("-")[0]
        for spoken in (base, "en"):
            former = (f.name for f in self.cached_former_names if f.language == spoken and f.covers(date))
            if name := next(former, self.own_name_in(spoken)):
                return name
        return self.name_en

    def role_on(self, date: datetime.date, bodies: Collection[Body]) -> DatedFact | None:
        """Return the period that ties this state to any of `bodies` on a day, as a member first, or None."""
        current = [period for period in self.cached_periods if period.body in bodies and period.covers(date)]
        return min(current, key=lambda period: period.role != Role.MEMBER, default=None)

    @cached_property
    def union_periods(self):
        """The periods in a union, earliest first."""
        return [period for period in self.cached_periods if period.body.kind == BodyKind.UNION]

    @cached_property
    def rec_periods(self):
        """The periods in regional economic communities, by abbreviation."""
        recs = [period for period in self.cached_periods if period.body.kind == BodyKind.REC]
        return sorted(recs, key=lambda period: period.body.code)

    def recs_on(self, date: datetime.date) -> list[Body]:
        """Return the regional economic communities that the state belonged to on a day."""
        return [period.body for period in self.rec_periods if period.covers(date)]

    def suspension_on(self, date: datetime.date) -> DatedFact | None:
        """Return the suspension that is in force on a day, or None."""
        return next((s for s in self.cached_suspensions if s.covers(date)), None)
