"""The text of Word, PowerPoint and OpenDocument files. Part of the program ../reader.py."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import IO, Any

from archives import Archive, Unread, unescaped
from plain import in_parts

PARAGRAPHS = "\n\n"
MAIN = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml", "xlsx": "xl/workbook.xml"}  # where nothing says so


def opened(ending: str, file: IO[bytes], most_pages: int) -> tuple[dict[str, Any], Iterable[tuple[int, str]]]:
    """Return what the file says of itself, and an iterator of its slides, or of the parts of its text."""
    archive = Archive(file)
    if ending in MAIN:
        main = main_part(archive, MAIN[ending])
        facts = {"pages": None, **properties(archive, *archive.related("", "core-properties"), "docProps/core.xml")}
    else:
        facts = {"pages": None, **properties(archive, "meta.xml")}
    if ending == "docx":
        import chunks

        parts = [main, *archive.related(main, "footnotes", "endnotes", "diagramData")]
        return facts, in_parts(chain(drawn_texts(archive, parts), chunks.paragraphs(archive, main)), PARAGRAPHS)
    if ending == "odt":
        return facts, in_parts(Texts("p h").of(archive, "content.xml"), PARAGRAPHS)
    if ending == "pptx":
        slides = slides_of(archive, main)
        found = (
            (number, PARAGRAPHS.join(drawn_texts(archive, [name, *archive.related(name, "diagramData")])))
            for number, name in enumerate(slides, 1)
            if not any(slide.get("show") in ("0", "false") for slide in archive.starts(name, "sld"))
        )
        return {**facts, "pages": len(slides)}, found
    if ending in ("xlsx", "ods"):
        import spreadsheets

        rows = spreadsheets.rows(archive, main) if ending == "xlsx" else spreadsheets.open_rows(archive)
        return facts, in_parts(rows)
    texts = Texts("p h", page="page")
    pages = texts.by_page(archive, "content.xml")
    return {**facts, "pages": texts.pages}, pages


def drawn_texts(archive: Archive, parts: Iterable[str]) -> Iterator[str]:
    """Yield the paragraphs of parts in the language of Office; those of diagrams stand in parts of their own."""
    for name in parts:
        yield from Texts("p", "t").of(archive, name)


def main_part(archive: Archive, usual: str) -> str:
    """Return the part that the archive names as its document, else the one of the usual name; say if there is none."""
    for name in [*archive.related("", "officeDocument"), usual]:
        if name in archive:
            return name
    raise Unread("damaged")


def properties(archive: Archive, *names: str) -> dict[str, str]:
    """Return title and language as the file states them (Dublin Core)."""
    name = next((name for name in names if name in archive), "")
    return {key: unescaped(text) for key, text in archive.texts(name, "title", "language").items()}


def slides_of(archive: Archive, main: str) -> list[str]:
    """Return the names of the slides in the order in which they are shown."""
    targets = {key: target for key, kind, target in archive.relations(main) if kind in ("slide", "")}
    keys = [
        key
        for event, element, value in archive.events(main)
        if event == "start" and element == "sldId"
        for name, key in value.items()
        if name.endswith(" id")  # the one of the two that has a namespace
    ]
    return [targets[key] for key in keys if key in targets]


def is_on(attributes: dict[str, str]) -> bool:
    """Return what a property of Word says that is true unless it is denied (ECMA-376, part 1, 17.17.4)."""
    stated = next((value for name, value in attributes.items() if name.endswith(" val")), "1")
    return stated not in ("0", "false", "off")


class Texts:
    """The paragraphs of a part: what stands in these elements, and of that, in `runs` where they are named."""

    SPACES = {"tab": " ", "s": " ", "br": "\n", "cr": "\n", "line-break": "\n", "noBreakHyphen": "-"}
    SKIPPED = frozenset(["Fallback", "tracked-changes", "annotation", "del", "moveFrom", "notes", "note-citation"])

    def __init__(self, paragraphs: str, runs: str = "", page: str = "") -> None:
        self.paragraphs = frozenset(paragraphs.split())
        self.runs = runs
        self.page = page
        self.pages = 0

    def of(self, archive: Archive, name: str) -> Iterator[str]:
        """Yield the paragraphs."""
        for _page, text in self.numbered(archive, name):
            yield text

    def by_page(self, archive: Archive, name: str) -> list[tuple[int, str]]:
        """Return (number, text) of each page."""
        pages: dict[int, list[str]] = {}
        for page, text in self.numbered(archive, name):
            pages.setdefault(page, []).append(text)
        return [(page, PARAGRAPHS.join(texts)) for page, texts in pages.items() if page]

    def numbered(self, archive: Archive, name: str) -> Iterator[tuple[int, str]]:
        skipped = deep = running = 0
        is_hidden = False
        text: list[str] = []
        for event, element, value in archive.events(name):
            if event == "text":
                if deep and not skipped and not is_hidden and (running or not self.runs):
                    text.append(value)
                continue
            step = 1 if event == "start" else -1
            if element in self.SKIPPED:
                skipped += step
            elif element in self.paragraphs:
                deep += step
                if "".join(text).strip():  # of the one that ended, or of one in the middle of which this one begins
                    yield self.pages, "".join(text)
                text = []
            elif element == "vanish":
                is_hidden = is_hidden or (event == "start" and is_on(value))
            elif element == "r":
                is_hidden = False
            elif event == "start" and element == self.page:
                self.pages += 1
            elif event == "start" and deep and not skipped and element in self.SPACES:
                text.append(self.SPACES[element])
            if element == self.runs:
                running += step
