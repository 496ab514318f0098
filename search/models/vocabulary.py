"""The words that texts and names hold, from which a mistyped word is corrected.

A word may outlive the texts that held it, and may come from a draft: nothing is corrected
to a word before a search has found something for it that everybody may read.
"""

from django.db import models


class Word(models.Model):
    """A word as it is written, without case and accents."""

    text = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return self.text


class Trigram(models.Model):
    """Three letters in a row of a word; its ends count as a letter each."""

    text = models.CharField(max_length=3)
    word = models.ForeignKey(Word, on_delete=models.CASCADE, related_name="trigrams", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("text", "word"), name="unique_trigram_of_word")]

    def __str__(self) -> str:
        return self.text
