"""Reads templates, style sheets and modules for what the house does not allow."""

import re
from html.parser import HTMLParser

# What stands between these is translated, or is no text that a reader sees.
TRANSLATED = re.compile(r"{%\s*blocktrans(?:late)?\b.*?%}.*?{%\s*endblocktrans(?:late)?\s*%}", re.DOTALL)
COMMENT = re.compile(r"{#.*?#}|{%\s*comment\b.*?%}.*?{%\s*endcomment\s*%}|<!--.*?-->", re.DOTALL)
TAG_OR_VALUE = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
READ_BY_VISITORS = {"alt", "aria-label", "aria-description", "placeholder", "title", "label", "content"}
NOT_WORDS = {"width=device-width, initial-scale=1", "light dark", "noindex"}
# Names that are the same in every language of the site.
PROPER_NAMES = {"SHA-256", "MME", "BibTeX", "RIS", "CSL-JSON", "XLSX", "CSV", "API"}
LITERAL_DEFAULT = re.compile(r"\|default(?:_if_none)?:\"([^\"]*[^\W\d_]{2}[^\"]*)\"")
# A comma or colon between values: Arabic has a comma of its own, French a space before a colon.
SIGN_OF_ONE_LANGUAGE = re.compile(r"(?:}}|%}|</\w+>)\s*[,:;](?=\s|<|{|$)|>[,:;]\s*(?={{|{%)")

# A declaration stands behind a brace or a semicolon.
PHYSICAL_PROPERTY = re.compile(
    r"[{;]\s*("
    r"(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)(?:-[a-z]+)?"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
    r"|left|right|top|bottom|width|height|(?:min|max)-(?:width|height)"
    r"|overflow-[xy]"
    r")\s*:"
)
PHYSICAL_VALUE = re.compile(r"[{;]\s*((?:text-align|float|clear)\s*:\s*(?:left|right))\b")
SIDES = re.compile(r"[{;]\s*((?:margin|padding|inset)\s*:\s*[^;{}]+)")


class PageText(HTMLParser):
    """Collects the words that a visitor reads and what must not stand in a page."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.words, self.faults, self.is_code = [], [], False

    def handle_endtag(self, tag):
        self.is_code = False

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name == "style":
                self.faults.append(f"inline style on <{tag}>")
            elif name.startswith("on"):
                self.faults.append(f"{name} on <{tag}>")
            elif name in READ_BY_VISITORS and value and value not in NOT_WORDS:
                self.words.append(value)
        self.is_code = tag == "code"
        if tag == "script" and "nonce" not in dict(attributes) and not is_own_module(dict(attributes)):
            self.faults.append("<script> without nonce")
        elif tag == "style":
            self.faults.append("<style> in a page")

    def handle_data(self, data):
        # What stands in a script or a style sheet is read by nobody, and code is the same in every language.
        if self.cdata_elem is None and not self.is_code:
            self.words.append(data)


def is_own_module(attributes):
    """Return True for a module from the site itself, which the policy of public pages lets in."""
    return attributes.get("type") == "module" and "src" in attributes and "//" not in attributes["src"]


def faults_of_template(source):
    """Return what is wrong with a template, a line of words for each fault."""
    source = COMMENT.sub("", source)
    faults = [f"'|safe' in {found}" for found in TAG_OR_VALUE.findall(source) if re.search(r"\|\s*safe\b", found)]
    faults += [f"not translated: {words!r}" for words in LITERAL_DEFAULT.findall(source) if is_prose(words)]
    if "{% autoescape off" in source:
        faults.append("autoescape off")
    signs = SIGN_OF_ONE_LANGUAGE.finditer(TRANSLATED.sub("{{ words }}", source))
    faults += [f"a sign of one language: {' '.join(found[0].split())!r}" for found in signs]
    page = PageText()
    page.feed(TAG_OR_VALUE.sub(stand_in, TRANSLATED.sub("", source)))
    page.close()
    faults += page.faults
    faults += [f"not translated: {text!r}" for text in map(str.strip, page.words) if is_prose(text)]
    return faults


def stand_in(found):
    """Return what is read in place of a template tag: a nonce stays one, all else is nothing to read."""
    return "1" if "nonce" in found[0] else ""


def is_prose(text):
    """Return True for two letters in a row in any script, but for a name that no language changes."""
    return text not in PROPER_NAMES and bool(re.search(r"[^\W\d_]{2}", text))


def faults_of_style_sheet(source):
    """Return the physical properties of a style sheet: they point the wrong way from right to left."""
    source = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    faults = [match[1] for pattern in (PHYSICAL_PROPERTY, PHYSICAL_VALUE) for match in pattern.finditer(source)]
    return faults + [match[1] for match in SIDES.finditer(source) if is_lopsided(match[1])]


def is_lopsided(declaration):
    """Return True for four values of which the second and the fourth, right and left, differ."""
    values = re.findall(r"(?:[^\s()]+(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?)+", declaration.partition(":")[2])
    return len(values) == 4 and values[1] != values[3]


def faults_of_module(source):
    """Return the uses of strftime in a module: it writes dates in one language only."""
    return re.findall(r"\bstrftime\b", source)
