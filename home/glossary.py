"""The terms that a partnership's glossary explains: the entries of its pages of text."""

from django.utils.translation import get_language

from home.models.standard import StandardPage, names_of_term
from mme_site.caching.content_cache import cached
from mme_site.core.localized import language_of, localized_url
from mme_site.core.templatetags.mme_contents import term_anchor
from mme_site.pages.base import BasePage
from mme_site.pages.glossary import Term
from mme_site.pages.translations import read_in


def glossary_terms(page: BasePage) -> tuple[Term, ...]:
    """Return the terms in the reader's language; none for a glossary itself, which has them all.

    None either for a page whose words are shown in another language.
    """
    if language_of(getattr(page, "translation", None) or page) not in (None, get_language()):
        return ()
    key = ("glossary", page.site_root_path, get_language())
    found = cached(key, lambda: read_terms(page))
    return tuple(term for glossary, term in found if glossary != page.pk)


def read_terms(page):
    """Return pairs of the key of a glossary and a term in it."""
    pages = page.within_partnership(StandardPage.objects.live().public())
    return [
        (glossary.pk, term_of(block["value"], localized_url(glossary)))
        for glossary in pages.order_by("path")
        for block in read_in(get_language(), glossary).body.raw_data
        if block["type"] == "term" and block["value"].get("is_explained", True)
    ]


def term_of(entry, url):
    """Return an entry as it is stored; words that stand for it are the term, its abbreviation and its other names."""
    return Term(tuple(names_of_term(entry)), entry["definition"], f"{url}#{term_anchor(entry['term'])}")
