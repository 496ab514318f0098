"""Finds words of a page whose language is not the one that the page says they are in (WCAG 2.2, 3.1.2)."""

import re
from collections import Counter
from html.parser import HTMLParser

from bs4 import Comment, Doctype

LATIN_WORD = re.compile(r"(?<!\w)[A-Za-zÀ-ÿ][a-zà-ÿ’']+(?!\w)")  # an acronym, a host or a symbol is of no language
ADDRESS = re.compile(r"(https?://\S+|\b[\w-]+(\.[\w-]+)+\b/?\S*)")
UNREAD = {"script", "style", "template", "svg", "pre", "code", "option"}  # an option cannot mark a part of it
QUOTED = "section.sources, blockquote, cite, pre, code, bdi"
INLINE = {"a", "abbr", "b", "bdi", "cite", "code", "dfn", "em", "i", "q", "small", "span", "strong", "sup", "time"}
# Words that no text of the language is without, and that are none in the others.
TELLING = {
    "en": {"the", "and", "of", "with", "from", "was", "were", "which", "this", "is", "are", "has", "have", "by", "not"},
    "fr": {"le", "la", "les", "des", "du", "et", "une", "est", "pour", "par", "dans", "sur", "aux", "ne"},
    "pt": {"da", "do", "das", "dos", "uma", "para", "com", "não", "pela", "pelo", "ao", "são", "em", "na", "no"},
}


def runs(page):
    """Yield what each paragraph, entry or cell of a parsed page says in a language that it is marked as.

    The names of controls are runs of their own. How a text is cited names it as it was printed, and is left out.
    """
    said = {}
    for node in page.body.find_all(string=True):
        inside = {parent.name for parent in node.parents}
        if not isinstance(node, Comment | Doctype) and not inside & UNREAD and not node.find_parent(class_="cite"):
            block = next(parent for parent in node.parents if parent.name not in INLINE)
            said.setdefault((id(block), language_of(node.parent)), []).append(" ".join(node.split()))
    yield from ((" ".join(texts), language) for (_block, language), texts in said.items())
    for attribute in ("aria-label", "title", "alt", "placeholder"):
        for element in page.body.find_all(attrs={attribute: True}):
            yield element[attribute], language_of(element)


def drawn_or_said_of(page):
    """Yield what is no run of a page's text, with its language: drawn words, choices and its description."""
    for element in page.select("svg text, svg title, option"):
        yield element.get_text(), language_of(element)
    about = page.find("meta", attrs={"name": "description"})
    if about:
        yield about["content"], page.html["lang"]


def language_of(element):
    marked = element if element.get("lang") else element.find_parent(lang=True)
    return marked["lang"]


def is_in_another(text, language):
    """Return True for a text that is not in the language it is marked as, as far as its letters and words tell."""
    text = ADDRESS.sub(" ", text)
    if language != "ar" and 2 * len(re.findall(r"[\u0600-\u06ff]", text)) > len(text):
        return True
    if language == "ar":
        latin = LATIN_WORD.findall(text)
        return len(latin) > 2 and len(re.findall(r"[\u0600-\u06ff]{2,}", text)) < 3
    words = re.findall(r"[^\W\d_]+", text.lower())
    others = {other: sum(word in known for word in words) for other, known in TELLING.items() if other != language}
    own = sum(word in TELLING.get(language, ()) for word in words)
    return max(others.values()) > own + 1


def share_in(page, language):
    """Return which part of the words of a page are marked as being in a language, its sources and quotations aside."""
    for element in page.select(
        ", ".join([QUOTED, "nav.languages", "[hreflang]", "[rel=external]", "a[lang]", ".facts-panel [lang]"])
    ):
        element.extract()
    counts = {True: 0, False: 0}
    for text, marked in runs(page):
        counts[marked == language] += len(re.findall(r"[^\W\d_]{2,}", ADDRESS.sub(" ", text)))
    return counts[True] / sum(counts.values())


VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "path", "source", "track", "wbr"}


class WordCounter(HTMLParser):
    """Counts the words of a page by language, as `share_in` does, in a tenth of the time, for hundreds of pages."""

    def __init__(self):
        super().__init__()
        self.stack, self.counts = [], Counter()  # of each open element: tag, language, is it left out, is it a fact

    @classmethod
    def share(cls, html, language):
        """Return which part of the words of a page are marked as being in a language, sources and quotations aside."""
        counter = cls()
        counter.feed(html[html.index("<html") :])
        return counter.counts[language] / counter.counts.total()

    def handle_starttag(self, tag, attributes):
        if tag in VOID:
            return
        own = dict(attributes)
        _tag, language, is_left_out, is_fact = self.stack[-1] if self.stack else ("", "", False, False)
        classes = (own.get("class") or "").split()
        is_quoted = tag in UNREAD | {"head", "blockquote", "cite", "bdi"} or bool(
            {"sources", "languages", "cite"} & {*classes}
        )
        is_elsewhere = "hreflang" in own or own.get("rel") == "external" or (tag == "a" and "lang" in own)
        self.stack.append(
            (
                tag,
                own.get("lang") or language,
                bool(is_left_out or is_quoted or is_elsewhere) or (is_fact and "lang" in own),
                is_fact or "facts-panel" in classes,
            )
        )

    def handle_endtag(self, tag):
        if tag not in VOID and any(opened == tag for opened, *_rest in self.stack):
            while self.stack.pop()[0] != tag:
                pass

    def handle_data(self, data):
        if self.stack and not self.stack[-1][2]:
            words = re.findall(r"[^\W\d_]{2,}", ADDRESS.sub(" ", data))
            self.counts[self.stack[-1][1]] += len(words)
