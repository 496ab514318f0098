"""The results that editors promote: what they put first, or leave out, for a search.

Wagtail's own search promotions write a row on every search, know only pages and addresses,
and leave nothing out (docs/decisions/0016-promoted-results-and-query-statistics.md).
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import resolve, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, PreviewableMixin

from mme_site.core.languages import labelled, language_choices, separator
from search.models.record_key import RecordKey, is_page_or_record
from search.target_form import TargetsPanel
from search.words.folding import name_key


class PromotedResult(PreviewableMixin, ClusterableModel):
    """For some searches, what stands before all results, and what is no result."""

    language = models.CharField(
        _("language"),
        max_length=10,
        blank=True,
        choices=language_choices,
        help_text=_("Of the reader. Without one it counts for readers of every language."),
    )

    panels = [
        InlinePanel("queries", heading=_("Searches"), label=pgettext_lazy("a search", "Search"), min_num=1),
        FieldPanel("language"),
        TargetsPanel("targets", heading=_("Results"), label=_("Result"), min_num=1),
    ]

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("best bet")
        verbose_name_plural = _("best bets")

    def __str__(self) -> str:
        return separator().join(query.text for query in self.queries.all())

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "search/search.html"

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the search page as it will be, whatever is saved."""
        first = next(iter(self.queries.all()), None)
        request.GET = QueryDict(mutable=True)
        request.GET["q"] = first.text if first else ""
        return resolve(reverse("search")).func(request, preview_of=self)


class PromotedQuery(models.Model):
    """What readers search for; case, accents, dashes and the order of the two unions do not matter."""

    promoted_result = ParentalKey(PromotedResult, on_delete=models.CASCADE, related_name="queries")
    text = models.CharField(
        _("search"), max_length=200, help_text=_("All that a reader types. Case, accents and dashes do not matter.")
    )
    key = models.CharField(max_length=500, db_index=True, editable=False)

    panels = [FieldPanel("text")]

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = name_key(self.text)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        if not name_key(self.text):
            raise ValidationError({"text": _("Enter at least one word.")})


class PromotedTarget(RecordKey, Orderable):
    """One page or record, first or out."""

    class Effect(models.TextChoices):
        FIRST = "first", _("Put first")
        OUT = "out", _("Leave out")

    promoted_result = ParentalKey(PromotedResult, on_delete=models.CASCADE, related_name="targets")
    effect = models.CharField(
        _("effect"),
        max_length=5,
        choices=Effect.choices,
        default=Effect.FIRST,
        help_text=_("What is put first stands above all results, while it is public. What is left out is not shown."),
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("page"),
        help_text=_("A page, or a member below."),
    )
    panels = [FieldPanel("effect"), FieldPanel("page")]

    wagtail_reference_index_ignore = True

    class Meta(Orderable.Meta):
        constraints = [is_page_or_record("promoted_target_is_page_or_record")]

    def __str__(self) -> str:
        return labelled(self.get_effect_display(), self.page or self.record)

    def clean(self) -> None:
        if bool(self.page_id) == bool(self.record_id):
            raise ValidationError({"page": _("Choose a page or a member, and not both.")})
