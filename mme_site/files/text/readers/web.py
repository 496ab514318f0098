"""The text of HTML pages, and of books made of them. Part of the program ../reader.py."""

import codecs
import posixpath
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import IO, Any
from urllib.parse import unquote

from archives import Archive, Unread
from plain import decoded, in_parts

SILENT = frozenset(["script", "style", "template", "noscript", "svg", "math", "head", "select", "nav"])
INLINE_WORDS = (
    "a abbr b bdi bdo cite code data dfn del em font i img ins kbd mark q rp rt ruby s samp small span strong sub sup "
    "time u var wbr"
)
INLINE = frozenset(INLINE_WORDS.split())
OF_HEAD = frozenset(["base", "link", "meta", "noscript", "script", "style", "template", "title"])  # HTML, 4.2
CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([\w-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w-]+)""", re.I)
MEANT = dict.fromkeys(["ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin1"], "cp1252")  # encoding.spec.whatwg.org
STATED_WITHIN = 2048  # bytes
MARKED = re.compile(r"<!\[(?!CDATA\[)[^>]*>", re.I)  # such as <![if !vml]> of Word
OBFUSCATED_FONTS = frozenset(["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"])
MOST_CHAPTERS = 5000


class Words(HTMLParser):
    """Gathers what a page shows, a line for each block; title and language as it states them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.title: list[str] = []
        self.language = ""
        self.silent: list[str] = []
        self.in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "html":
            stated = dict(attrs)
            self.language = stated.get("lang") or stated.get("xml:lang") or ""
        self.in_title = tag == "title" and not self.title
        if self.silent[-1:] == ["head"] and tag not in OF_HEAD:
            self.silent.pop()  # what cannot stand there ends it
        if tag in SILENT:
            self.silent.append(tag)
        elif tag == "body":
            self.silent = []
        elif tag == "img" and not self.silent:
            self.pieces.append(f" {dict(attrs).get('alt') or ''} ")
        if tag not in INLINE:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.in_title = False
        if tag in self.silent:
            del self.silent[self.silent.index(tag) :]
        if tag not in INLINE:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if self.in_title:
            self.title.append(data)
        elif not self.silent:
            self.pieces.append(data.replace("\n", " "))

    def lines(self) -> list[str]:
        return [line for line in map(str.strip, "".join(self.pieces).split("\n")) if line]


def opened(file: IO[bytes]) -> tuple[dict[str, Any], Iterator[tuple[int, str]]]:
    """Return what a page says of itself, and an iterator of the parts of its text."""
    words = read(file.read())
    return {"pages": None, "title": "".join(words.title), "language": words.language}, in_parts(words.lines())


def read(content: bytes) -> Words:
    words = Words()
    # Sections that only some programs know: the parser of the library ends at those with a name that it does not know.
    words.feed(MARKED.sub("", page_text(content)))
    words.close()
    return words


def page_text(content: bytes) -> str:
    """Return a page in the encoding that it states at its beginning, else as any text."""
    stated = CHARSET.search(content[:STATED_WITHIN])
    name = (stated[1] or stated[2]).decode("ascii").lower() if stated else ""
    name = MEANT.get(name, name)
    try:
        if not content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)):
            return content.decode(name) if name else decoded(content)
    except (LookupError, UnicodeDecodeError):
        pass
    return decoded(content)


def opened_book(file: IO[bytes]) -> tuple[dict[str, Any], Iterable[tuple[int, str]]]:
    """Return what a book says of itself, and an iterator of its text in the order of its spine (EPUB 3.3, 5.7)."""
    archive = Archive(file)
    package = next(
        (unquote(row.get("full-path", "")) for row in archive.starts("META-INF/container.xml", "rootfile")), ""
    )
    if package not in archive:
        raise Unread("damaged")
    # Fonts are often made unreadable to other programs; what else is encrypted is locked (EPUB 3.3, 4.2.5.3.2).
    ways = {row.get("Algorithm", "") for row in archive.starts("META-INF/encryption.xml", "EncryptionMethod")}
    if not ways <= OBFUSCATED_FONTS:
        raise Unread("encrypted")
    facts = archive.texts(package, "title", "language")
    items = {row.get("id", ""): row.get("href", "") for row in archive.starts(package, "item")}
    spine = [items[key] for row in archive.starts(package, "itemref") if (key := row.get("idref", "")) in items]
    folder = posixpath.dirname(package)
    chapters = [posixpath.normpath(posixpath.join(folder, unquote(name))) for name in spine[:MOST_CHAPTERS]]
    return {"pages": None, **facts}, in_parts(lines_of_book(archive, chapters))


def lines_of_book(archive: Archive, chapters: list[str]) -> Iterator[str]:
    for name in chapters:
        if name in archive:
            yield from read(b"".join(archive.chunks(name))).lines()
