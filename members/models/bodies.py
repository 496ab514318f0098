"""The organisations that states belong to."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index

from members.models.kinds import BodyKind
from mme_site.core.dates import PreciseDates, date_text, precision_field, reject_days_to_come
from mme_site.core.languages import NamedInLanguages, TextInLanguage, in_every_language
from mme_site.core.search_document import SearchDocument


class Body(index.Indexed, PreciseDates, NamedInLanguages):
    """A union (AU, EU) or a regional economic community (ECOWAS, SADC, …)."""

    code = models.SlugField(
        _("abbreviation"), max_length=20, unique=True, help_text=_("As readers know it: AU, EU, ECOWAS.")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=BodyKind.choices, default=BodyKind.UNION)
    founded_on = models.DateField(
        _("founded on"),
        null=True,
        blank=True,
        help_text=_("Where a source states it. No state can have belonged to it earlier."),
    )
    founded_precision = precision_field()
    note = models.TextField(
        _("note"), blank=True, help_text=_("Readers see it below the list, such as what the body was called before.")
    )

    precise_dates = {"founded_on": "founded_precision"}
    founded_text = date_text("founded_on", "founded_precision")

    translated_fields = {**NamedInLanguages.translated_fields, "abbreviation": "code", "note": "note"}

    panels = [
        FieldRowPanel(["code", "kind"]),
        FieldPanel("name_en"),
        FieldPanel("note"),
        FieldPanel("translations"),
        FieldRowPanel(["founded_on", "founded_precision"]),
    ]

    search_fields = [index.SearchField("name_en"), index.SearchField("code")]

    class Meta:
        ordering = ["kind", "code"]
        verbose_name = _("body")
        verbose_name_plural = _("bodies")

    @property
    def abbreviation(self) -> TextInLanguage:
        """What readers know it as in their language: CEDEAO for ECOWAS."""
        return self.words("abbreviation")

    @property
    def search_summary(self) -> str:
        """What a search result says below the name."""
        return " · ".join(filter(None, [self.abbreviation, str(self.get_kind_display())]))

    @property
    def search_document(self) -> SearchDocument:
        """What it is called; it leads to the list of its members."""
        abbreviations = [words["abbreviation"] for words in self.translations.values() if "abbreviation" in words]
        return SearchDocument(
            title=self.name_en,
            names=[*map(str, self.all_names), self.code, *abbreviations],
            words=in_every_language(self.get_kind_display),
            facets={"rec" if self.kind == BodyKind.REC else "body": [self.code]},
        )

    def clean(self):
        """Refuse to have been founded after a state had joined."""
        super().clean()
        reject_days_to_come(self, "founded_on")
        self.round_dates()
        if not (self.founded_on and self.pk):
            return
        earlier = self.periods.filter(from_date__lt=self.founded_on).order_by("from_date").first()
        if earlier:
            text = _("%(member)s belonged to it from %(date)s already.")
            raise ValidationError({"founded_on": text % {"member": earlier.member, "date": earlier.from_text}})
