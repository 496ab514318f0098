"""A member state, under the names it has had."""

import datetime
from collections.abc import Collection, Iterable

from django.conf import settings
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
from members.search_words import words_of
from mme_site.core.alphabet import alphabetical_key
from mme_site.core.languages import NamedInLanguages, TextInLanguage, base_language
from mme_site.core.name_order import NamedManager
from mme_site.core.search_document import SearchDocument, non_empty
from mme_site.core.slug_panels import slug_panel
from mme_site.core.translations_field import ORIGINAL
from mme_site.core.unique_children import UniqueChildrenMixin
from mme_site.pages.publishable import SafePublishingMixin

MAP, CHANGES = "map", "changes"  # addresses below the list of members that no member can have

member_slug_changed = Signal()  # sent after a save with `instance`, and the `old_slug` that readers knew


class MemberQuerySet(SearchableQuerySetMixin, models.QuerySet):
    """Questions about members, in the words of those who ask them."""

    def live(self) -> "MemberQuerySet":
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

    objects = NamedManager.from_queryset(MemberQuerySet)()

    translated_fields = {
        **NamedInLanguages.translated_fields,
        **{field: field for field in ("official_name", "note", "source")},
    }
    unique_children = {"periods": ("body_id", "from_date", "until_date")}

    panels = [
        *NamedInLanguages.name_panels,
        FieldPanel("official_name"),
        MultiFieldPanel([FieldRowPanel(["code", slug_panel(), "region"])], heading=_("What it is")),
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
        index.SearchField("translated_names", boost=5),
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
        if self.slug == CHANGES:
            raise ValidationError({"slug": _("This address is that of the list of who joined and left.")})

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
        languages = dict(settings.LANGUAGES)
        return [(name.language, languages[name.language], name) for name in self.all_names]

    @property
    def search_summary(self) -> str:
        """What a search result says below the name."""
        return str(self.words("official_name"))

    @property
    def search_names(self) -> list[str]:
        """All the names that it has and had."""
        former = [name.name for name in self.former_names.all()]
        return [*map(str, self.all_names), *non_empty(self.official_name), *former]

    @property
    def search_document(self) -> SearchDocument:
        """All that its page shows: names, codes, the bodies that it belongs or belonged to, and when."""
        bodies = list(dict.fromkeys(period.body for period in self.periods.all()))
        return SearchDocument(
            title=self.name_en,
            names=[*self.search_names, self.code],
            words=list(words_of(self)),
            facets={
                "body": [body.code for body in bodies if body.kind == BodyKind.UNION],
                "rec": [body.code for body in bodies if body.kind == BodyKind.REC],
                "country": [self.code],
                "region": [self.region],
            },
            weight=1,
        )

    def name_on(self, date: datetime.date, language: str | None = None) -> TextInLanguage:
        """Return the name that the state had on a day, in a language or the reader's.

        Where no name in that language is known, it is the English one of that day.
        """
        for spoken in (base_language(language or get_language()), ORIGINAL):
            former = (f.name for f in self.cached_former_names if f.language == spoken and f.covers(date))
            if name := next(former, self.own_words("name", spoken)):
                return TextInLanguage(name, spoken)
        return TextInLanguage(self.name_en, ORIGINAL)

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
        """The periods in regional economic communities, by the abbreviation in the reader's language."""
        recs = [period for period in self.cached_periods if period.body.kind == BodyKind.REC]
        return sorted(recs, key=lambda period: alphabetical_key(period.body.abbreviation))

    def recs_on(self, date: datetime.date) -> list[Body]:
        """Return the regional economic communities that the state belonged to on a day."""
        return [period.body for period in self.rec_periods if period.covers(date)]

    def suspension_on(self, date: datetime.date) -> DatedFact | None:
        """Return the suspension that is in force on a day, or None."""
        return next((s for s in self.cached_suspensions if s.covers(date)), None)
