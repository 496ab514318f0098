"""Words that mean the same, and words that lead to them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from search.words.folding import name_key

MOST_TERMS = 30
LONGEST_TERM = 150


class Synonym(models.Model):
    """A group of names for one thing: who looks for one of them finds what holds any of them.

    A word may be in several groups, as a city and a state can have one name.
    """

    terms = models.TextField(
        _("words with the same meaning"),
        help_text=_(
            "One on each line, such as 'AUC' and 'African Union Commission'. "
            "Readers who search for one of them find what is written with any other."
        ),
    )
    leads_here = models.TextField(
        _("words that lead to them"),
        blank=True,
        help_text=_(
            "One on each line: other spellings, mistakes, names of earlier times, narrower words. "
            "Readers who search for one of them find the words above; who searches for those does not find these."
        ),
    )

    panels = [FieldPanel("terms"), FieldPanel("leads_here")]

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ["terms"]

    def __str__(self) -> str:
        return " ↔ ".join(self.listed)

    @property
    def listed(self) -> list[str]:
        """The words, each once."""
        return list(by_key(self.terms).values())

    @property
    def first_term(self) -> str:
        """What the group is known by in a sheet."""
        return self.terms.partition("\n")[0].strip()

    def clean(self) -> None:
        """Refuse a group of one to which nothing leads, and one without end."""
        terms, leads = by_key(self.terms), by_key(self.leads_here)
        leads = {key: lead for key, lead in leads.items() if key not in terms}
        if not terms or len(terms) + len(leads) < 2:
            raise ValidationError({"terms": _("Name at least two different words, one on each line.")})
        for name, found in {"terms": terms, "leads_here": leads}.items():
            if len(found) > MOST_TERMS or any(len(term) > LONGEST_TERM for term in found.values()):
                text = _("Name at most %(terms)s words, of at most %(letters)s letters each.")
                raise ValidationError({name: text % {"terms": MOST_TERMS, "letters": LONGEST_TERM}})
        self.terms, self.leads_here = "\n".join(terms.values()), "\n".join(leads.values())


def by_key(text: str) -> dict[str, str]:
    """Return the lines of a text, each once, by what its spellings have in common."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return {key: line for line in lines if (key := name_key(line))}
