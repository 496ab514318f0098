"""The text of Word, PowerPoint and OpenDocument files. Part of the program ../reader.py.

They are archives of XML. Ready-made readers of them build the whole document in memory and
read every style; the text takes two parsers of the standard library, with what makes them
dangerous taken away: no part is unpacked further than MOST_BYTES, whatever size it states,
and a document type, without which there are no entities, ends the reading.
"""

import posixpath
import zipfile
from xml.parsers import expat

from plain import in_parts

MOST_BYTES = 256 * 1024**2  # unpacked, of one part
CHUNK = 64 * 1024
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")  # a Word file with a password is none of XML (MS-OFFCRYPTO, 2.2)
PARAGRAPHS = "\n\n"
TEXTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")


class Unread(Exception):
    """Carries why a file is not read."""

    def __init__(self, state):
        super().__init__(state)
        self.state = state


def opened(ending, file, most_pages):
    """Return what the file says of itself, and an iterator of its slides, or of the parts of its text."""
    if file.read(len(COMPOUND)) == COMPOUND:
        raise Unread("encrypted")
    file.seek(0)
    archive = zipfile.ZipFile(file)
    names = set(archive.namelist())
    if is_locked(archive, names):
        raise Unread("encrypted")
    facts = {"pages": None, **said_in(archive, names)}
    if ending == "docx":
        paragraphs = (text for name in TEXTS if name in names for text in Texts("p", "t").of(archive, name))
        return facts, in_parts(paragraphs, PARAGRAPHS)
    if ending == "odt":
        return facts, in_parts(Texts("p h").of(archive, "content.xml"), PARAGRAPHS)
    if ending == "pptx":
        slides = slides_of(archive)
        found = ((n, PARAGRAPHS.join(Texts("p", "t").of(archive, name))) for n, name in enumerate(slides, 1))
        return {**facts, "pages": len(slides)}, found
    texts = Texts("p h", page="page")
    slides = list(texts.by_page(archive, "content.xml"))
    return {**facts, "pages": texts.pages}, slides


def is_locked(archive, names):
    """Return True where a part is encrypted, as ZIP or as OpenDocument have it (ODF 1.2, part 3, 4.4)."""
    if any(info.flag_bits & 1 for info in archive.infolist()):
        return True
    manifest = "META-INF/manifest.xml"
    return manifest in names and "encryption-data" in elements(archive, manifest)


def elements(archive, name):
    found = set()
    for event, element, _value in events(archive, name):
        if event == "start":
            found.add(element)
    return found


def said_in(archive, names):
    """Return title and language as the file states them (Dublin Core)."""
    facts, inside = {}, ""
    for name in names & {"docProps/core.xml", "meta.xml"}:
        for event, element, value in events(archive, name):
            if event == "text" and inside in ("title", "language"):
                facts[inside] = facts.get(inside, "") + value
            elif event != "text":
                inside = element if event == "start" else ""
    return facts


def slides_of(archive):
    """Return the names of the slides in the order in which they are shown."""
    targets = {
        value.get("Id"): value.get("Target", "")
        for event, element, value in events(archive, "ppt/_rels/presentation.xml.rels")
        if event == "start" and element == "Relationship"
    }
    shown = [
        targets[key]
        for event, element, value in events(archive, "ppt/presentation.xml")
        if event == "start" and element == "sldId"
        for name, key in value.items()
        if name.endswith(" id") and key in targets  # the one of the two that has a namespace
    ]
    return [posixpath.normpath(posixpath.join("/ppt", target)).lstrip("/") for target in shown]


class Texts:
    """The paragraphs of a part: what stands in these elements, and of that, in `runs` where they are named."""

    SPACES = {"tab": " ", "s": " ", "br": "\n", "cr": "\n", "line-break": "\n", "noBreakHyphen": "-"}
    SKIPPED = frozenset(["Fallback", "tracked-changes", "annotation", "del", "notes"])

    def __init__(self, paragraphs, runs="", page=""):
        self.paragraphs = frozenset(paragraphs.split())
        self.runs = runs
        self.page = page
        self.pages = 0

    def of(self, archive, name):
        """Yield the paragraphs."""
        for _page, text in self.numbered(archive, name):
            yield text

    def by_page(self, archive, name):
        """Yield (number, text) of each page."""
        pages = {}
        for page, text in self.numbered(archive, name):
            pages.setdefault(page, []).append(text)
        return [(page, PARAGRAPHS.join(texts)) for page, texts in pages.items() if page]

    def numbered(self, archive, name):
        skipped = deep = running = 0
        text = []
        for event, element, value in events(archive, name):
            if event == "text":
                if deep and not skipped and (running or not self.runs):
                    text.append(value)
                continue
            step = 1 if event == "start" else -1
            if element in self.SKIPPED:
                skipped += step
            elif element in self.paragraphs:
                deep += step
                if event == "end" and "".join(text).strip():
                    yield self.pages, "".join(text)
                    text = []
            elif event == "start" and element == self.page:
                self.pages += 1
            elif event == "start" and deep and not skipped and element in self.SPACES:
                text.append(self.SPACES[element])
            if element == self.runs:
                running += step


def events(archive, name):
    """Yield (start, end or text; the local name; attributes or text) of a part of an archive."""
    found = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda element, attributes: found.append(("start", local(element), attributes))
    parser.EndElementHandler = lambda element: found.append(("end", local(element), None))
    parser.CharacterDataHandler = lambda text: found.append(("text", "", text))
    read = 0
    with archive.open(name) as part:
        while chunk := part.read(CHUNK):
            read += len(chunk)
            if read > MOST_BYTES:
                raise Unread("too_large")
            parser.Parse(chunk)
            yield from found
            found.clear()
    parser.Parse(b"", True)
    yield from found


def refuse(*_doctype):
    raise Unread("damaged")


def local(name):
    return name.rpartition(" ")[2]
