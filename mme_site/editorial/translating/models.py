"""What became of a translated text when its original changed."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangedText(models.Model):
    """A translated text whose original has changed since: its words are those of before, until somebody has looked."""

    translation = models.OneToOneField(
        "wagtail_localize.StringTranslation",
        verbose_name=_("translation"),
        on_delete=models.CASCADE,
        related_name="changed",
    )
    former = models.TextField(_("the original's words from which it was made"))
    changed_at = models.DateTimeField(_("changed on"), auto_now_add=True)

    class Meta:
        verbose_name = _("changed text")
        verbose_name_plural = _("changed texts")

    def __str__(self):
        return f"{self.translation_id}: {self.former[:40]}"


class RecordWords(models.Model):
    """Words of a record in a language, and the English ones that they were made from.

    A record has its words in one column (`TranslatedRecord`); this is kept beside it, for those who translate.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    language = models.CharField(max_length=10)
    name = models.CharField(max_length=40)
    words = models.TextField()
    former = models.TextField()

    class Meta:
        verbose_name = _("words of a record")
        verbose_name_plural = _("words of records")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "language", "name"], name="words_of_a_record_once"
            )
        ]

    def __str__(self):
        return f"{self.name} ({self.language}): {self.words[:40]}"


class PrivacyException(models.Model):
    """A translation that an administrator keeps private though its original is public, and why."""

    page = models.OneToOneField("wagtailcore.Page", verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(_("reason"), max_length=255)
    allowed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("allowed by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    allowed_at = models.DateTimeField(_("allowed at"), auto_now_add=True)

    class Meta:
        verbose_name = _("exception of privacy")
        verbose_name_plural = _("exceptions of privacy")

    def __str__(self):
        return self.reason
