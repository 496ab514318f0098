"""A page of text."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from home.alphabet import in_alphabetical_order
from mme_site.core.search_document import SearchDocument, SearchDocumentPart
from mme_site.core.templatetags.mme_contents import term_anchor
from mme_site.pages.text_page import TextPage


class StandardPage(TextPage):
    """Text that belongs to no meeting, document or theme: about, privacy, accessibility."""

    parent_page_types = ["home.PartnershipPage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    page_description = _("A page of text, such as About or Privacy. Pages below it are listed at its end.")

    class Meta:
        verbose_name = _("page of text")
        verbose_name_plural = _("pages of text")

    @property
    def search_document(self) -> SearchDocument:
        """The terms that it explains: a result opens at the one that was asked for."""
        terms = [block.value for block in self.body if block.block_type == "term"]
        return SearchDocument(
            names=[name for term in terms for name in names_of_term(term)],
            parts=[
                SearchDocumentPart(" · ".join(names_of_term(term)), term["definition"], term_anchor(term["term"]))
                for term in terms
            ],
        )

    def localize(self, field, words):
        """Show a translated glossary in the order of its own language."""
        super().localize(field, in_alphabetical_order(words) if field == "body" else words)

    def get_context(self, request, *args, **kwargs):
        below = StandardPage.objects.child_of(self).live().public().localized("title", "summary") if self.pk else []
        return {**super().get_context(request, *args, **kwargs), "pages_below": below}


def names_of_term(entry: Mapping[str, Any]) -> list[str]:
    """Return the words that stand for an entry of a glossary: the term, its abbreviation and its other names."""
    others = (word.strip() for word in (entry.get("also") or "").split(","))
    return [word for word in (entry["term"], entry.get("abbreviation"), *others) if word]
