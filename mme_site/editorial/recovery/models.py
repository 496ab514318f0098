"""What was deleted, kept outside the tables that the site reads until it is put back or its time is over."""

import datetime

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, Page

from mme_site.files import blob_store


class DeletionQuerySet(models.QuerySet):
    """What was deleted, by how long it is kept."""

    def expired(self):
        """Return what has been kept for as long as the site keeps it."""
        return self.filter(deleted_at__lt=timezone.now() - datetime.timedelta(days=settings.KEEP_DELETED_DAYS))


class Deletion(models.Model):
    """A page with all below it, a record, a file or a picture that was deleted, whole.

    It lies here and nowhere else: no query of pages, members or files can find it
    (docs/decisions/0020-what-is-deleted-is-kept-apart.md).
    """

    content_type = models.ForeignKey(ContentType, verbose_name=_("type"), on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    title = models.TextField(_("title"))
    parent = models.ForeignKey(
        Page, verbose_name=_("stood below"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    follows = models.PositiveBigIntegerField(null=True)  # the page that stood before it in the tree
    collection = models.ForeignKey(Collection, null=True, on_delete=models.SET_NULL, related_name="+")
    pages = models.PositiveIntegerField(_("pages"), default=0)
    live = models.PositiveIntegerField(_("published"), default=0)
    unset = models.JSONField(default=list)  # [model, field, keys]: what pointed to it, and is empty since
    users = models.JSONField(default=list)  # [model, key]: what named it, and may name it still
    deleted_at = models.DateTimeField(_("deleted"), default=timezone.now, db_index=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("deleted by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = DeletionQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-deleted_at", "-pk"]
        verbose_name = _("deletion")
        verbose_name_plural = _("deletions")

    def __str__(self):
        return self.title

    @property
    def model(self):
        """The class of what was deleted; None where the site has it no longer."""
        return self.content_type.model_class()

    @property
    def kept_until(self):
        """The moment at which it is deleted for good."""
        return self.deleted_at + datetime.timedelta(days=settings.KEEP_DELETED_DAYS)

    def delete(self, *args, **kwargs):
        """Delete it for good, with the bytes of its files where nothing else needs them."""
        digests = [digest for row in self.rows.exclude(files={}) for digest in row.files.values()]
        former = self.rows.filter(model="files.FormerVersion")
        digests += former.values_list("values__sha256", flat=True)
        result = super().delete(*args, **kwargs)
        blob_store.delete_unused(digests)
        return result


class DeletedRow(models.Model):
    """A row of any table that went with a deletion, as its columns were."""

    deletion = models.ForeignKey(Deletion, on_delete=models.CASCADE, related_name="rows")
    model = models.CharField(max_length=255)
    key = models.CharField(max_length=255)
    values = models.JSONField(encoder=DjangoJSONEncoder)
    files = models.JSONField(default=dict)  # {field: SHA-256 of the bytes, which lie in the blob store}

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.model} {self.key}"
