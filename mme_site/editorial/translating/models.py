"""What became of a translated text when its original changed."""

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
