"""A release: what is to become public together, at one hour or when somebody says so."""

from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ReleaseState(models.TextChoices):
    OPEN = "open", _("open")
    DONE = "done", _("released")
    CANCELLED = "cancelled", _("cancelled")


class ReleaseQuerySet(models.QuerySet["Release"]):
    def open(self) -> Self:
        """Return those that can still be changed: they wait for their hour, or have none yet."""
        return self.filter(state=ReleaseState.OPEN)

    def by_hour(self) -> Self:
        """Return the next first, those without an hour after them."""
        return self.order_by(models.F("due_at").asc(nulls_last=True), "pk")


class Release(models.Model):
    """A set of changes that is published in one transaction. Its hour is a `Schedule` as well, by which it is found."""

    name = models.CharField(_("name"), max_length=255)
    due_at = models.DateTimeField(
        _("date and time"),
        null=True,
        blank=True,
        help_text=_("Leave empty to wait until somebody starts the release by hand."),
    )
    state = models.CharField(_("state"), max_length=10, choices=ReleaseState.choices, default=ReleaseState.OPEN)
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("people"),
        blank=True,
        related_name="+",
        help_text=_(
            "They get an e-mail when something is wrong with it. "
            "Leave empty to write to everybody who may publish pages."
        ),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("made by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("ended by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    finished_at = models.DateTimeField(_("ended at"), null=True)
    undoes = models.OneToOneField(
        "self", verbose_name=_("undoes"), null=True, on_delete=models.SET_NULL, related_name="undone_by"
    )

    objects = ReleaseQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def get_base_content_type(cls) -> ContentType:
        """Return the type by which schedules know releases, as they know pages and snippets by theirs."""
        return ContentType.objects.get_for_model(cls)

    @property
    def is_open(self) -> bool:
        return self.state == ReleaseState.OPEN

    def people_to_notify(self) -> Any:
        """Return those who were chosen, can sign in and can be written to; nobody where nobody was chosen."""
        return self.people.filter(is_active=True).exclude(email="").order_by("pk")
