"""Reads a page as a strict browser does, and says what is wrong with it; no network, no Java.

A part of what the W3C's validator says: the parse errors of the HTML standard, ids and
what refers to them, what may not stand in a line of text, and pictures without a size.
"""

import re
from collections import Counter

from bs4 import BeautifulSoup
from tinyhtml5.parser import HTMLParser

REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "headers", "list", "form")
# Elements that hold a line of text, and those that may not stand in one (HTML, 3.2.5.2.5).
LINES = re.compile(r"^(p|h[1-6]|span|b|i|em|strong|small|bdi|cite|q|code|time|abbr|label|button|sup)$")
BLOCKS = re.compile(
    r"^(address|article|aside|blockquote|dd|details|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|hr|li"
    r"|main|nav|ol|p|pre|section|table|ul)$"
)
INTERACTIVE = "a[href], button, input:not([type=hidden]), select, textarea, summary, details, label"
OBSOLETE = "center, font, big, strike, tt, acronym, [align], [bgcolor], table[border], table[cellpadding], [hspace]"
LISTS = {"ul": {"li"}, "ol": {"li"}, "dl": {"dt", "dd", "div"}}
ARABIC = re.compile(r"[\u0620-\u064a]")
LATIN_SENTENCE = re.compile(r"([A-Za-zÀ-ÿ.,'’-]+\s+){4}[A-Za-zÀ-ÿ]")
INVISIBLE = {"script", "template"}


def faults_of_page(html, page=None):
    """Return what is wrong with a page, a line of words for each fault; `page` is what BeautifulSoup made of it."""
    page = page or BeautifulSoup(html, "html.parser")
    nodes = page.find_all(True)  # once: each search by a selector would walk through the whole page
    ids = Counter(node["id"] for node in nodes if "id" in node.attrs)
    return [
        *parse_errors(html),
        *(f"id {name!r} stands {count} times" for name, count in sorted(ids.items()) if count > 1),
        *(f"{name}={target!r} names no id" for name, target in references(nodes) if target not in ids),
        *(f"<{block.name}> in <{line.name}>" for block, line in blocks_in_lines(nodes)),
        *(f"<{node.name}> in <{above.name}>" for node, above in nested_controls(nodes)),
        *(f"<{child.name}> in <{node.name}>" for node, child in children_out_of_place(nodes)),
        *(f"<{node.name}> is obsolete, or an attribute of it" for node in page.select(OBSOLETE)),
        *(f"{name} of a picture is missing: {str(image)[:80]}" for image, name in missing_of_pictures(nodes)),
        *(f"a text without its language: {text!r}" for text in foreign_without_language(page)),
    ]


def parse_errors(html):
    parser = HTMLParser()
    parser.parse(html)
    return [
        f"line {line}, column {column}: {error} {data or ''}".strip() for (line, column), error, data in parser.errors
    ]


def references(nodes):
    """Yield (attribute, id) of whatever names another element of the page."""
    for name in REFERENCES:
        for node in nodes:
            if name in node.attrs:
                yield from ((name, target) for target in node[name].split())
    for node in nodes:
        if node.get("href", "").startswith("#") and node["href"] != "#":
            yield "href", node["href"][1:]


def blocks_in_lines(nodes):
    """Yield (block, line of text around it)."""
    for node in nodes:
        if BLOCKS.match(node.name) and (line := next(filter(is_line, node.parents), None)):
            yield node, line


def is_line(node):
    return bool(LINES.match(node.name))


def nested_controls(nodes):
    """Yield (control, control around it): a browser does not know which of them was meant."""
    for node in nodes:
        is_control = node.name in ("button", "summary") or (node.name == "a" and "href" in node.attrs)
        if is_control and node.find(True):
            yield from ((below, node) for below in node.select(INTERACTIVE))


def children_out_of_place(nodes):
    for name, allowed in LISTS.items():
        for node in nodes:
            for child in node.find_all(True, recursive=False) if node.name == name else ():
                if child.name not in allowed | INVISIBLE:
                    yield node, child


def missing_of_pictures(nodes):
    """Yield (picture, attribute) for each attribute without which the page would move, or say nothing."""
    for image in nodes:
        if image.name == "img":
            yield from ((image, name) for name in ("alt", "width", "height") if name not in image.attrs)


def foreign_without_language(page):
    """Return the texts in letters that nothing around them says the language of (WCAG 2.2, 3.1.2).

    On a page in Arabic a few words in Latin letters may be a name, such as MME; a sentence is none.
    """
    for text in page.body.find_all(string=True) if page.body else ():
        speaking = next((parent for parent in text.parents if "lang" in parent.attrs), None)
        is_arabic = speaking is not None and speaking["lang"].split("-")[0] == "ar"
        if (ARABIC.search(text) and not is_arabic) or (is_arabic and LATIN_SENTENCE.search(text)):
            yield " ".join(text.split())
