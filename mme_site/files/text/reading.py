"""The text of a file, read where a hostile one harms nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

from mme_site.core.one_line import one_line
from mme_site.files.reader_process import is_count, run_reader
from mme_site.files.text.cleaning import cleaned
from mme_site.files.text.language import language_of
from mme_site.files.text.quality import looks_wrong
from mme_site.files.text.states import FileTextState

READER = Path(__file__).with_name("reader.py")
ENDINGS = frozenset(["csv", "docx", "epub", "htm", "html", "odp", "ods", "odt", "pdf", "pptx", "rtf", "txt", "xlsx"])
SECONDS = 60
SECONDS_OF_PART = 20  # of a PDF, which is read in as many parts as it takes; no page may take longer
MEMORY = 1024**3  # bytes of address space; the libraries take about a quarter of it
OUTPUT = 64 * 1024**2  # bytes
MOST_IN_ALL = 12_000_000  # letters of a file: a book of 4,000 pages; up to four bytes each
MOST_LETTERS = 200_000  # of a page once it is cleaned: some characters stand for eighteen
LONGEST_TITLE = 255
REASONS = frozenset([FileTextState.ENCRYPTED, FileTextState.DAMAGED, FileTextState.TOO_LARGE])


@dataclass(frozen=True)
class ReadText:
    """What was read of a file; `pages` is None where its text is not laid out in pages.

    Of a PDF it is a part: `last` is the page up to which it was read, and `is_ended` says that nothing is left.
    """

    state: str
    pages: int | None = None
    is_cut: bool = False
    language: str = ""
    title: str = ""
    texts: dict[int, str] = field(default_factory=dict)
    wrong: frozenset[int] = frozenset()  # the pages whose text looks wrong
    is_tagged: bool | None = None
    states_language: bool | None = None
    is_xfa: bool = False
    last: int = 0
    is_ended: bool = True


def read_text(file: IO[bytes], ending: str, after: int = 0, letters: int = MOST_IN_ALL) -> ReadText:
    """Return what was read of an open file of one of ENDINGS; raise nothing for any file.

    Of a PDF the pages `after` these, as many as can be read in one part, and not more than so many letters.
    """
    seconds = SECONDS_OF_PART if ending == "pdf" else SECONDS
    arguments = (ending, str(after), str(letters))
    read = text_in(run_reader(READER, file, *arguments, seconds=seconds, memory=MEMORY, output=OUTPUT))
    return read if ending == "pdf" else replace(read, is_ended=True)


def text_in(rows: Sequence[dict[str, Any]]) -> ReadText:
    """Return what the reader said; what is not of the right form is left out.

    A reader that came to no end ran out of time, memory or room: what it read until then
    is kept, and counts as cut.
    """
    texts = {row["number"]: cleaned(row["text"])[:MOST_LETTERS] for row in rows if is_page(row)}
    last = max(texts, default=0)
    texts = {number: text for number, text in texts.items() if any(map(str.isalnum, text))}
    ended = next((row for row in rows if row.get("end") is True), None)
    reason = next((row["state"] for row in rows if row.get("state") in list(REASONS)), None)
    facts = rows[0] if rows else {}
    none = reason or (FileTextState.NO_TEXT if ended else FileTextState.TOO_LARGE)
    return ReadText(
        FileTextState.DONE if texts else none,
        pages if is_count(pages := facts.get("pages")) else None,
        is_cut=not ended or bool(ended.get("cut")),
        language=language_of(" ".join(texts.values()), text_or_empty(facts.get("language"))),
        title=one_line(cleaned(text_or_empty(facts.get("title"))))[:LONGEST_TITLE],
        texts=texts,
        wrong=frozenset(number for number, text in texts.items() if looks_wrong(text, "tagged" in facts)),
        is_tagged=tagged if isinstance(tagged := facts.get("tagged"), bool) else None,
        states_language=bool(text_or_empty(facts.get("language")).strip()) if "tagged" in facts else None,
        is_xfa=facts.get("xfa") is True,
        last=last,
        is_ended=bool(ended) or reason in (FileTextState.ENCRYPTED, FileTextState.DAMAGED),
    )


def is_page(row: dict[str, Any]) -> bool:
    return is_count(row.get("number")) and isinstance(row.get("text"), str)


def text_or_empty(value: object) -> str:
    return value if isinstance(value, str) else ""
