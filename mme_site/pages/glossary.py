"""Terms of the glossary, explained where they first stand in a text: a link to the entry, with its sentence as title.

What the terms are, a room says with the hook `glossary_terms`.
"""

import functools
import re
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail import hooks
from wagtail.models import Page

HOOK = "glossary_terms"
TAG = re.compile(r"(<[^>]+>)")
NAME_OF_TAG = re.compile(r"</?([a-zA-Z0-9]+)")
# What is a link or a name already, and what is kept as it was printed.
LEFT_ALONE = {"a", "button", "cite", "code", "h1", "h2", "h3", "h4", "blockquote", "nav", "q", "summary", "svg", "time"}


@dataclass(frozen=True)
class Term:
    """A term: the words that stand for it, what it means, and the address of its entry."""

    words: tuple[str, ...]
    definition: str
    url: str


def terms_for(page: Page) -> tuple[Term, ...]:
    """Return the terms that readers of a page may need explained, in the page's language."""
    return tuple(term for hook in hooks.get_hooks(HOOK) for term in hook(page))


@functools.lru_cache(maxsize=8)
def finder_of(terms: tuple[Term, ...]) -> tuple[re.Pattern[str], dict[str, Term]]:
    """Return the pattern that finds any of these terms, and the terms by what it finds; abbreviations as they are."""
    by_word = {key_of(word): term for term in terms for word in term.words}
    words = sorted({word for term in terms for word in term.words}, key=len, reverse=True)
    parts = [re.escape(word) if is_abbreviation(word) else f"(?i:{re.escape(word)}s?)" for word in words]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])"), by_word


def is_abbreviation(word: str) -> bool:
    return sum(letter.isupper() for letter in word) > 1 and " " not in word


def key_of(word: str) -> str:
    return word if is_abbreviation(word) else word.lower()


def explain(html: str, terms: tuple[Term, ...]) -> SafeString:
    """Return HTML in which each term is a link where it stands first, outside of links, headings and quotations."""
    if not terms:
        return mark_safe(html)  # a template has rendered it
    pattern, by_word = finder_of(terms)
    seen: set[Term] = set()

    def linked(match: re.Match[str]) -> str:
        word = match[0]
        term = by_word.get(key_of(word)) or by_word.get(key_of(word).removesuffix("s"))
        if term is None or term in seen:
            return word
        seen.add(term)
        return format_html(
            '<a class="term" href="{}" title="{}">{}</a>', term.url, term.definition, mark_safe(word)
        )  # the word is a part of the HTML already

    parts, within = TAG.split(html), 0
    for place, part in enumerate(parts):
        if place % 2:
            name = NAME_OF_TAG.match(part)
            if name and name[1].lower() in LEFT_ALONE and not part.endswith("/>"):
                within += -1 if part.startswith("</") else 1
        elif part and not within:
            parts[place] = pattern.sub(linked, part)
    return mark_safe("".join(parts))  # what a template has rendered, and links that are escaped
