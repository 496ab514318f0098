"""How documents follow each other."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Orderable

from meetings.models.kinds import RelationKind


class DocumentRelation(Orderable):
    """How a document stands to an earlier one that it replaces or corrects."""

    document = ParentalKey("meetings.DocumentPage", on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(
        _("this document"), max_length=12, choices=RelationKind.choices, default=RelationKind.SUPERSEDES
    )
    target = models.ForeignKey(
        "meetings.DocumentPage",
        on_delete=models.CASCADE,
        related_name="later_relations",
        verbose_name=_("earlier document"),
    )

    panels = [FieldPanel("kind"), PageChooserPanel("target", "meetings.DocumentPage")]

    class Meta(Orderable.Meta):
        verbose_name = _("earlier document")
        verbose_name_plural = _("earlier documents")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(document=models.F("target")),
                name="document_not_before_itself",
                violation_error_message=_("A document cannot stand before itself."),
            ),
            models.UniqueConstraint(
                fields=["document", "target"],
                condition=models.Q(
                    target__isnull=False
                ),  # so that the form leaves it to the rules, which name the line
                name="earlier_document_named_once",
                violation_error_message=_("This document is named already."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.target}"

    def clean(self):
        """Refuse a document that replaces or corrects itself."""
        super().clean()
        if self.target_id and self.target_id == self.document_id:
            raise ValidationError({"target": _("A document cannot stand before itself.")})
