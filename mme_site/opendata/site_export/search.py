"""A search that works without a server: an index of the exported pages, and a page with a small script."""

import json
import unicodedata
from typing import Any

from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.utils import translation

MOST_LETTERS = 4_000  # of the text of a page; the index of a large site would be too long to load


def entry_of(page: BeautifulSoup, file: str) -> dict[str, str] | None:
    """Return what the search knows of a page."""
    main, title = page.find("main"), page.find("title")
    if main is None or title is None:
        return None
    text = " ".join(main.get_text(" ").split())[:MOST_LETTERS]
    heading = " ".join((page.find("h1") or title).get_text().split())
    return {"title": heading, "file": file, "text": text, "folded": folded(f"{heading} {text}")}


def folded(text: str) -> str:
    """Return a text in small letters without accents, as the script folds what is looked for."""
    letters = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def index_script(entries: list[dict[str, str]]) -> str:
    """Return the index as a script: a browser reads no data from files beside a page without a server."""
    rows = [[one["title"], one["file"], one["text"][:300], one["folded"]] for one in entries]
    return f"window.SEARCH_INDEX = {json.dumps(rows, ensure_ascii=False)};\n"


def search_page(language: str, depth: int) -> str:
    """Return the page of the search in a language."""
    with translation.override(language):
        context: dict[str, Any] = {
            "language": language,
            "up": "../" * depth,
            "overview": "../index.html",
            "is_rtl": translation.get_language_bidi(),
        }
        return render_to_string("opendata/offline_search.html", context)
