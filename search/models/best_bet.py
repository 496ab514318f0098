"""What editors put first, or leave out, for a search.

Wagtail's own search promotions write a row on every search, know only pages and addresses,
and leave nothing out (docs/decisions/0016-best-bets-and-tallies.md).
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, PreviewableMixin

from search.words.folding import name_key


class BestBet(PreviewableMixin, ClusterableModel):
    """For some searches, what stands before all results, and what is no result."""

    language = models.CharField(
        _("language"),
        max_length=10,
        blank=True,
        choices=settings.LANGUAGES,
        help_text=_("Of the reader. Without one it counts for readers of every language."),
    )

    panels = [
        InlinePanel("searches", heading=_("Searches"), label=_("Search"), min_num=1),
        FieldPanel("language"),
        InlinePanel("choices", heading=_("Results"), label=_("Result"), min_num=1),
    ]

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("best bet")
        verbose_name_plural = _("best bets")

    def __str__(self):
        return ", ".join(search.text for search in self.searches.all())

    def get_preview_template(self, request, mode_name):
        return "search/search.html"

    def serve_preview(self, request, mode_name):
        """Show the search page as it will be, whatever is saved."""
        from search.bets import Bets
        from search.views import respond

        first = next(iter(self.searches.all()), None)
        request.GET = QueryDict(mutable=True)
        request.GET["q"] = first.text if first else ""
        return respond(request, Bets(self.choices.all()))


class BestBetSearch(models.Model):
    """What readers search for; case, accents, dashes and the order of the two unions do not matter."""

    bet = ParentalKey(BestBet, on_delete=models.CASCADE, related_name="searches")
    text = models.CharField(
        _("search"), max_length=200, help_text=_("All that a reader types. Case, accents and dashes do not matter.")
    )
    key = models.CharField(max_length=500, db_index=True, editable=False)

    panels = [FieldPanel("text")]

    wagtail_reference_index_ignore = True

    def __str__(self):
        return self.text

    def save(self, *args, **kwargs):
        self.key = name_key(self.text)
        super().save(*args, **kwargs)

    def clean(self):
        if not name_key(self.text):
            raise ValidationError({"text": _("This holds no word.")})


class BestBetChoice(Orderable):
    """One page or member, first or out."""

    class Effect(models.TextChoices):
        FIRST = "first", _("Put first")
        OUT = "out", _("Leave out")

    bet = ParentalKey(BestBet, on_delete=models.CASCADE, related_name="choices")
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
    member = models.ForeignKey(
        "members.Member",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("member"),
    )

    panels = [FieldPanel("effect"), FieldPanel("page"), FieldPanel("member")]

    wagtail_reference_index_ignore = True

    class Meta(Orderable.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(page=None, member__isnull=False) | Q(page__isnull=False, member=None),
                name="best_bet_is_page_or_member",
            )
        ]

    def __str__(self):
        return f"{self.get_effect_display()}: {self.page or self.member}"

    def clean(self):
        if bool(self.page_id) == bool(self.member_id):
            raise ValidationError({"page": _("Choose a page or a member, and not both.")})
