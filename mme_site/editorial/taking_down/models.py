"""Why something was taken down, or is to come down at its hour."""

from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from mme_site.core.languages import labelled
from mme_site.files.models import owner_columns
from mme_site.publishing.schedule import Schedule


class TakedownReason(models.TextChoices):
    """What readers find at the address of what was taken down for a reason."""

    WITHDRAWN = "withdrawn", _("withdrawn: it stays readable at its address, under a band with day and reason")
    ERROR = "error", _("published in error: readers are told that it is gone, and why")
    MERGED = "merged", _("merged: readers are led to another page")


class TakenDownQuerySet(models.QuerySet["TakenDown"]):
    def of(self, item: models.Model) -> Self:
        """The reason of a page, a record or a file."""
        return self.filter(**owner_columns(item))

    def in_effect(self) -> Self:
        return self.filter(is_planned=False)

    def planned(self) -> Self:
        """Those whose hour is to come."""
        return self.filter(is_planned=True)


class TakenDown(models.Model):
    """The reason for which a page, record or file is down, or will be; forgotten when it is published again.

    What it showed to readers is kept here: the row of what is down holds the next draft.
    """

    page = models.OneToOneField(Page, null=True, on_delete=models.CASCADE, related_name="taken_down")
    record_type = models.ForeignKey(ContentType, null=True, on_delete=models.CASCADE, related_name="+")
    record_id = models.CharField(max_length=255, blank=True, db_default="")
    record = GenericForeignKey("record_type", "record_id", for_concrete_model=False)
    why = models.CharField(_("why"), max_length=10, choices=TakedownReason.choices)
    reason = models.TextField(_("reason"), blank=True, max_length=500)
    target = models.ForeignKey(
        Page, verbose_name=_("page to go to"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    target_record_id = models.CharField(max_length=255, blank=True, db_default="")
    is_planned = models.BooleanField(default=False, db_default=False)
    schedule = models.ForeignKey(Schedule, null=True, on_delete=models.SET_NULL, related_name="+")
    content = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    files = models.JSONField(null=True)
    was_public = models.BooleanField(default=True, db_default=True)
    taken_down_on = models.DateField(_("taken down"), default=timezone.localdate)
    taken_down_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = TakenDownQuerySet.as_manager()

    class Meta:
        verbose_name = _("reason for taking down")
        verbose_name_plural = _("reasons for taking down")
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "record_id"], condition=Q(page=None), name="one_reason_for_a_record"
            )
        ]

    def __str__(self) -> str:
        return labelled(self.page or self.record, self.get_why_display())

    @property
    def target_record(self) -> Any:
        """The member or file that readers are led to; None where there is none, or it is gone."""
        model = self.record_type.model_class() if self.record_type and self.target_record_id else None
        return model and model._default_manager.filter(pk=self.target_record_id).first()
