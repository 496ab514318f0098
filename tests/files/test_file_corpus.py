"""Files as programs really write them: of each kind and producer, in each script, what must come out comes out."""

import json
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path

import pytest

from mme_site.files.text.cleaning import cleaned
from mme_site.files.text.reading import read_text
from tests.file_corpus.words import TEXTS

CORPUS = Path(__file__).parents[1] / "data" / "files"
EXPECTED = json.loads((CORPUS / "expected.json").read_text())
SECONDS_IN_ALL = 45
AT_ONCE = 3  # readers, each a process of its own


def by_folder():
    """Return the names of the files to be read, by kind."""
    kinds = {}
    for name in EXPECTED:
        kinds.setdefault(name.partition("/")[0], []).append(name)
    kinds.pop("picture")
    return kinds


def said(text):
    """Return the words of a text as they are compared: without tatweel, with one kind of apostrophe and bullet."""
    plain = unicodedata.normalize("NFKC", text).replace("ـ", "").replace("’", "'")
    return [word for word in plain.split() if any(map(str.isalnum, word))]


def differences(name, expected):
    """Return what is wrong with the reading of a file, as sentences."""
    with (CORPUS / name).open("rb") as file:
        found = read_text(file, name.rpartition(".")[2])
    wrong = [
        f"{name}: {key} is {getattr(found, key)!r} and not {expected[key]!r}"
        for key in ("state", "pages", "language", "title")
        if key in expected and getattr(found, key) != expected[key]
    ]
    words = said("\n".join(found.texts.values()))
    missed = set(said(" ".join(expected.get("missed", []))))
    wanted = [word for word in said(" ".join(TEXTS.get(expected.get("text"), []))) if word not in missed]
    place = iter(words)
    if lost := next((word for word in wanted if word not in place), None):
        wrong.append(f"{name}: {lost!r} is not there, or not in its place: {' '.join(words)[:300]}")
    everything = cleaned(" ".join(found.texts.values()))
    wrong += [f"{name}: no {phrase!r}" for phrase in expected.get("words", []) if phrase not in everything]
    if bool(found.wrong) != expected.get("looks_wrong", False):
        wrong.append(f"{name}: it {'looks' if found.wrong else 'does not look'} wrong")
    return wrong


@pytest.mark.parametrize("kind", by_folder())
def test_what_is_in_a_file_comes_out_word_by_word_in_the_order_in_which_it_is_read(kind):
    started = time.monotonic()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        wrong = list(
            chain.from_iterable(threads.map(lambda name: differences(name, EXPECTED[name]), by_folder()[kind]))
        )

    assert wrong == []
    assert time.monotonic() - started < SECONDS_IN_ALL


def test_the_corpus_has_files_of_every_kind_and_of_many_producers():
    kinds = by_folder()

    assert len(EXPECTED) >= 150
    assert set(kinds) == {"csv", "docx", "epub", "html", "odp", "ods", "odt", "pdf", "pptx", "rtf", "txt", "xlsx"}
    assert len({name.split(".")[1] for name in kinds["pdf"]}) >= 9
    assert {f"{path.parent.name}/{path.name}" for path in CORPUS.glob("*/*")} == set(EXPECTED)
