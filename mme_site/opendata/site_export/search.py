"""A search that works without a server: an index of the exported pages, and a page with a small script."""

import json
import re
import unicodedata
from html import unescape
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

MOST_LETTERS = 4_000  # of the text of a page; the index of a large site would be too long to load

MAIN, HEADING = re.compile(r"<main\b.*?</main>", re.DOTALL), re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
ABOUT = re.compile(r'<meta name="description"\s+content="([^"]*)"')
NO_WORDS = re.compile(r"<(script|style|svg|template|nav|form)\b.*?</\1>", re.DOTALL)


class SearchIndex:
    """What the search knows of the pages in one language, written page by page.

    It is a script: without a server a browser reads no data from files beside a page.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.script = (folder / "index.js").open("w", encoding="utf-8")
        self.script.write("window.SEARCH_INDEX = [")

    def add(self, html: str, file: str) -> None:
        """Let a page be found by what stands in its main part, shown by its heading and what it says of itself."""
        if main := MAIN.search(html):
            heading, about = (words_of(match[1]) if (match := one.search(html)) else "" for one in (HEADING, ABOUT))
            text = folded(f"{heading} {words_of(NO_WORDS.sub(' ', main[0]))}")
            self.script.write(f"{json.dumps([heading, file, about, text[:MOST_LETTERS]], ensure_ascii=False)},\n")

    def close(self) -> None:
        self.script.write("];\n")
        self.script.close()


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def folded(text: str) -> str:
    """Return a text in small letters without accents, as the script folds what is looked for."""
    letters = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def search_folder(language: str) -> str:
    return "search" if language == settings.LANGUAGE_CODE else f"{language}/search"


def with_offline_search(html: str, language: str, up: str) -> str:
    """Return the page of the site's own search with what finds pages without a server; `up` leads to the folder."""
    with translation.override(language):
        return html.replace("</main>", f"{render_to_string('opendata/offline_search.html', {'up': up})}</main>", 1)
