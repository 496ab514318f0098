"""Words that mean the same."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from search.words.folding import name_key

MOST_TERMS = 20
LONGEST_TERM = 100


class Synonym(models.Model):
    """A group of names for one thing: who looks for one of them finds what holds any of them."""

    terms = models.TextField(
        _("words with the same meaning"),
        help_text=_(
            "One on each line, such as 'AUC' and 'African Union Commission'. "
            "Readers who search for one of them find what is written with any other."
        ),
    )

    panels = [FieldPanel("terms")]

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ["terms"]

    def __str__(self):
        return " ↔ ".join(self.listed)

    @property
    def listed(self):
        """The words, each once."""
        lines = (" ".join(line.split()) for line in self.terms.splitlines())
        return list({name_key(line): line for line in lines if name_key(line)}.values())

    def clean(self):
        """Refuse a group of one, one without end, and a word that another group has."""
        terms = self.listed
        if len(terms) < 2:
            raise ValidationError({"terms": _("Name at least two different words, one on each line.")})
        if len(terms) > MOST_TERMS or any(len(term) > LONGEST_TERM for term in terms):
            raise ValidationError(
                {
                    "terms": _("Name at most %(terms)s words, of at most %(letters)s letters each.")
                    % {"terms": MOST_TERMS, "letters": LONGEST_TERM}
                }
            )
        keys = {name_key(term): term for term in terms}
        for other in Synonym.objects.exclude(pk=self.pk):
            if shared := [keys[key] for key in map(name_key, other.listed) if key in keys]:
                raise ValidationError(
                    {
                        "terms": _("“%(term)s” is in another group already: %(group)s.")
                        % {"term": shared[0], "group": other}
                    }
                )
        self.terms = "\n".join(terms)
