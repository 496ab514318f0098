"""One change of a release: what is done to one page, record, setting or address."""

from collections.abc import Sequence
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageLogEntry, Revision

from mme_site.core.languages import labelled
from mme_site.publishing.releases.release import Release


class ItemKind(models.TextChoices):
    PUBLISH = "publish", _("publish this version")
    UNPUBLISH = "unpublish", _("unpublish")
    MOVE = "move", _("move")
    REDIRECT = "redirect", _("redirect")
    SETTINGS = "settings", _("change settings")


class ItemQuerySet(models.QuerySet["ReleaseItem"]):
    def held(self) -> Self:
        """Return those that open releases hold, so that no other release can."""
        return self.filter(holds=True)

    def of(self, instance: Any) -> Self:
        """Return those of one page, record or setting."""
        return self.filter(content_type=base_type_of(instance), object_id=str(instance.pk))


def base_type_of(instance: Any) -> ContentType:
    """Return the type under which an object is known here: Page for every page type."""
    if isinstance(instance, Page):
        return ContentType.objects.get_for_model(Page)
    return ContentType.objects.get_for_model(instance, for_concrete_model=False)


class ReleaseItem(models.Model):
    """What a release does to one object. The version is pinned: what is saved later is not part of it.

    `based_on` is the version that was public when it was pinned: another one by the hour is a
    correction (corrections.py). What `carrying_out` finds and leaves is kept for the undoing.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(_("what happens"), max_length=10, choices=ItemKind.choices)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    instance = GenericForeignKey("content_type", "object_id", for_concrete_model=False)
    title = models.TextField(_("title"))
    language = models.CharField(_("language"), max_length=20, blank=True)
    revision = models.ForeignKey(
        Revision, verbose_name=_("version"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    based_on = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    new_parent = models.ForeignKey(
        Page, verbose_name=_("below"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    values = models.JSONField(default=dict)  # of a redirect; of a move that is undone, the page it stands after
    holds = models.BooleanField(default=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("added by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(_("added at"), default=timezone.now)
    left_out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("left out by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    left_out_at = models.DateTimeField(_("left out at"), null=True)
    left_out_because = models.TextField(_("left out because"), blank=True)
    before: Any = models.JSONField(null=True)
    after: Any = models.JSONField(null=True)

    log_entries: Sequence[PageLogEntry] = ()  # of its publication, to be stored with those of the others

    objects = ItemQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        verbose_name = _("item of a release")
        verbose_name_plural = _("items of releases")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], condition=Q(holds=True), name="one_open_release_holds_it"
            )
        ]

    def __str__(self) -> str:
        return labelled(self.title, self.get_kind_display())

    @property
    def moves(self) -> bool:
        """True where the page gets another place, whatever else happens to it."""
        return self.kind == ItemKind.MOVE or bool(self.values.get("moves"))

    @property
    def is_left_out(self) -> bool:
        return self.left_out_at is not None


def is_pinned(revision: Revision) -> bool:
    """Return True of a version that an open release holds; an autosave must not write into it."""
    return ReleaseItem.objects.held().filter(revision=revision).exists()
