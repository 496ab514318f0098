"""Guesses from a file's name in which language it is, and which document it is a version of."""

import re
from pathlib import PurePath

from mme_site.core.languages import DOCUMENT_LANGUAGES

LANGUAGES = {code for code, _name in DOCUMENT_LANGUAGES}
SHORTEST_WORD = 3  # letters; less says nothing about which document it is
SHORTEST_SYMBOL = 5


def guess_language(name):
    """Return the code at the end of a name, as in 'declaration_fr.pdf' or 'COM(2011)743_PT.docx', else ''."""
    last = re.split(r"[\s_.\-]+", PurePath(name).stem)[-1].lower()
    return last if last in LANGUAGES else ""


def without_language(name):
    """Return a name without its ending, and without the code of a language at its end."""
    stem = PurePath(name).stem
    return re.sub(r"[\s_.\-]+[^\s_.\-]+$", "", stem) if guess_language(name) else stem


def guess_title(name):
    """Return the title that a name suggests: 'Tripoli declaration' for 'tripoli-declaration_fr.pdf'."""
    words = re.sub(r"[\s_\-]+", " ", without_language(name)).strip()
    return words[:1].upper() + words[1:]


def guess_document(name, documents):
    """Return the document that a name fits, by its symbol, address or title; None where none or several do."""
    stem = without_language(name)
    return by_symbol(stem, documents) or by_words(stem, documents)


def by_symbol(stem, documents):
    """Return the document whose symbol begins as the name does: 'COM(2011)743' for COM(2011) 743 final."""
    wanted, numbers = bare(stem), re.findall(r"\d+", stem)
    if len(wanted) < SHORTEST_SYMBOL or not numbers:
        return None
    for number in numbers:
        documents = documents.filter(symbol__contains=number)
    found = [document for document in documents[:100] if bare(document.symbol).startswith(wanted)]
    return found[0] if len(found) == 1 else None


def by_words(stem, documents):
    """Return the document whose address, or else title, has every word of the name."""
    words = [word for word in re.split(r"[\W_]+", stem.lower()) if len(word) >= SHORTEST_WORD]
    if not words:
        return None
    for field in ("slug", "title"):
        found = documents
        for word in words:
            found = found.filter(**{f"{field}__icontains": word})
        if found := list(found[:2]):
            return found[0] if len(found) == 1 else None
    return None


def bare(text):
    """Return letters and digits only."""
    return re.sub(r"[\W_]+", "", text).lower()
