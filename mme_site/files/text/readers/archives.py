"""Archives of XML, such as files of Office and OpenDocument. Part of the program ../reader.py.

Ready-made readers of them build the whole document in memory and read every style; the text
takes two parsers of the standard library, with what makes them dangerous taken away: no part
is unpacked further than MOST_BYTES, whatever size it states, and an entity that is declared
ends the reading. A document type alone, as old programs write it, is passed over.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import IO, Any, NoReturn
from urllib.parse import unquote
from xml.parsers import expat

MOST_BYTES = 256 * 1024**2  # unpacked, of one part
CHUNK = 64 * 1024
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")  # an Office file with a password is none of XML (MS-OFFCRYPTO, 2.2)
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # ECMA-376, part 1, 22.9.2.19


class Unread(Exception):
    """Carries why a file is not read."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class Archive:
    """The parts of an archive, found by their names whatever their case and slashes."""

    def __init__(self, file: IO[bytes]) -> None:
        if file.read(len(COMPOUND)) == COMPOUND:
            raise Unread("encrypted")
        file.seek(0)
        self.zip = zipfile.ZipFile(file)
        self.names = {bare(name): name for name in self.zip.namelist()}
        if self.is_locked():
            raise Unread("encrypted")

    def is_locked(self) -> bool:
        """Return True where a part is encrypted, as ZIP or as OpenDocument have it (ODF 1.2, part 3, 4.4)."""
        if any(info.flag_bits & 1 for info in self.zip.infolist()):
            return True
        return "META-INF/manifest.xml" in self and any(
            element == "encryption-data" for _event, element, _value in self.events("META-INF/manifest.xml")
        )

    def __contains__(self, name: str) -> bool:
        return bare(name) in self.names

    def open(self, name: str) -> IO[bytes]:
        """Open a part; raise KeyError where there is none of this name."""
        return self.zip.open(self.names[bare(name)])

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a part, as many as may be read of one."""
        read = 0
        with self.open(name) as part:
            while chunk := part.read(CHUNK):
                read += len(chunk)
                if read > MOST_BYTES:
                    raise Unread("too_large")
                yield chunk

    def events(self, name: str) -> Iterator[tuple[str, str, Any]]:
        """Yield (start, end or text; the local name; attributes or text) of a part."""
        found: list[tuple[str, str, Any]] = []
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.EntityDeclHandler = refuse
        parser.StartElementHandler = lambda element, attributes: found.append(("start", local(element), attributes))
        parser.EndElementHandler = lambda element: found.append(("end", local(element), None))
        parser.CharacterDataHandler = lambda text: found.append(("text", "", text))
        for chunk in self.chunks(name):
            parser.Parse(chunk)
            yield from found
            found.clear()
        parser.Parse(b"", True)
        yield from found

    def starts(self, name: str, element: str) -> Iterator[dict[str, str]]:
        """Yield the attributes of every such element of a part, by their local names; none where there is no part."""
        if name in self:
            for event, found, value in self.events(name):
                if event == "start" and found == element:
                    yield {local(key): text for key, text in value.items()}

    def relations(self, part: str = "") -> list[tuple[str, str, str]]:
        """Return (key, kind, part) of what a part, or else the archive, names (ECMA-376, part 2, 9.3).

        A kind is the last step of its address, which is the same for strict files and for others.
        """
        folder, name = posixpath.split(part)
        found = []
        for row in self.starts(posixpath.join(folder, "_rels", f"{name}.rels"), "Relationship"):
            if row.get("TargetMode", "") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, unquote(row.get("Target", "")))).lstrip("/")
                found.append((row.get("Id", ""), row.get("Type", "").rpartition("/")[2], target))
        return found

    def related(self, part: str, *kinds: str) -> list[str]:
        """Return the parts of these kinds that a part names and that are there, in the order of the kinds."""
        relations = self.relations(part)
        return [target for wanted in kinds for _key, kind, target in relations if kind == wanted and target in self]

    def texts(self, name: str, *elements: str) -> dict[str, str]:
        """Return the text of the first of each of these elements of a part; nothing where there is no part."""
        found: dict[str, str] = {}
        inside = ""
        for event, element, value in self.events(name) if name in self else ():
            if event == "text" and inside:
                found[inside] = found.get(inside, "") + value
            elif event == "start":
                inside = element if element in elements and element not in found else ""
            elif event == "end":
                inside = ""
        return found


def refuse(*_entity: object) -> NoReturn:
    raise Unread("damaged")


def local(name: str) -> str:
    return name.rpartition(" ")[2]


def bare(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def unescaped(text: str) -> str:
    """Return a text of a cell or property with what is written as '_x000D_' in the place of its code."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
