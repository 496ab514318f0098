"""The text of RTF files (Microsoft's specification 1.9.1). Part of the program ../reader.py.

Of the format only what makes text is read: groups, the encoding of bytes, Unicode letters and
breaks. What is in a destination that shows no text, such as fonts, styles and pictures, is left out.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import IO, Any

from plain import in_parts

TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
BINARY = re.compile(rb"\\bin(\d{1,9}) ?")
SILENT_WORDS = (
    "fonttbl colortbl stylesheet info pict object objdata themedata colorschememapping datastore listtable "
    "listoverridetable revtbl rsidtbl generator xmlnstbl fldinst header headerl headerr headerf footer footerl footerr "
    "footerf latentstyles bkmkstart bkmkend filetbl mmathPr userprops docvar nonshppict shpinst annotation atnid "
    "atnauthor atnref wgrffmtfilter panose falt"
)
SILENT = frozenset(SILENT_WORDS.split())
SPACES = {
    **dict.fromkeys(["par", "line", "sect", "page", "row", "column"], "\n"),
    **dict.fromkeys(["tab", "cell", "nestcell", "emspace", "enspace", "qmspace"], " "),
    **{"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•"},
}
CHARSETS = {128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258"}
CHARSETS |= {177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 77: "mac_roman"}
ENCODINGS = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}  # of the whole file, where it is not Windows'
MACINTOSH = {10000: "mac_roman", 10004: "mac_arabic", 10005: "cp1255", 10006: "mac_greek", 10007: "mac_cyrillic"}
USUAL = "usual"  # of a font: in the encoding of the file
SYMBOLS = {b"~": " ", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n", b"\t": " "}
DEEPEST = 500


@dataclass(frozen=True)
class Group:
    """What holds inside a pair of braces."""

    silent: bool = False
    is_fonts: bool = False
    is_title: bool = False
    is_hidden: bool = False
    is_right_to_left: bool = False
    fallback: int = 1  # bytes that stand for a Unicode letter where there are none
    encoding: str = ""


def opened(file: IO[bytes]) -> tuple[dict[str, Any], Iterator[tuple[int, str]]]:
    """Return what the file says of itself, and an iterator of the parts of its text."""
    content = file.read()
    if not content.lstrip().startswith(b"{\\rtf"):
        raise ValueError
    text, title = text_of(content)
    return {"pages": None, "title": title}, in_parts(text.split("\n"))


def text_of(content: bytes) -> tuple[str, str]:
    """Return text and title."""
    reader = Reader()
    text = whole("".join(reader.pieces(without_binaries(content))))
    return text, whole("".join(reader.title))


def without_binaries(content: bytes) -> bytes:
    """Return a file without the pictures that stand in it as they are, braces and all."""
    kept, at = [], 0
    while binary := BINARY.search(content, at):
        kept.append(content[at : binary.start()])
        at = binary.end() + int(binary[1])
    return b"".join([*kept, content[at:]])


def whole(text: str) -> str:
    """Return a text whose letters beyond 16 bits, which are written as two, are one."""
    return text.encode("utf-16-le", errors="surrogatepass").decode("utf-16-le", errors="replace")


class Reader:
    def __init__(self) -> None:
        self.encoding = "cp1252"
        self.fonts: dict[int, str] = {}
        self.font = self.usual_font = 0
        self.title: list[str] = []

    def pieces(self, content: bytes) -> Iterator[str]:
        """Yield the text, piece by piece."""
        group, skip, waiting = Group(), 0, bytearray()
        groups: list[Group] = []
        begins = ignorable = False
        for token in TOKEN.finditer(content):
            word, number, code, symbol, brace, plain = token.groups()
            if code is None and plain is None and waiting:
                yield from self.visible(self.decoded(waiting, group), group)
                waiting.clear()
            if brace == b"{":
                if len(groups) >= DEEPEST:
                    raise RecursionError
                groups.append(group)
                begins, ignorable, skip = True, False, 0
                continue
            if brace == b"}":
                group = groups.pop() if groups else Group()
                begins, skip = False, 0
            elif code or plain:
                data = bytes([int(code, 16)]) if code else plain
                dropped = min(skip, len(data))
                skip -= dropped
                waiting += data[dropped:]
                begins = False
            elif symbol:
                ignorable = begins and symbol == b"*"
                yield from self.visible(SYMBOLS.get(symbol, ""), group)
                begins = begins and ignorable
            elif word:
                name, value = word.decode(), int(number) if number else None
                if name == "u" and value is not None:
                    yield from self.visible(chr(value & 0xFFFF), group)
                    skip = group.fallback
                else:
                    group = self.changed(group, name, value, begins and ignorable, begins)
                    yield from self.visible(SPACES.get(name, ""), group)
                begins = False
        yield from self.visible(self.decoded(waiting, group), group)

    def visible(self, text: str, group: Group) -> Iterator[str]:
        if group.is_title:
            self.title.append(text)
        elif text and not group.silent and not group.is_hidden:
            yield text

    def decoded(self, data: bytearray, group: Group) -> str:
        encoding = group.encoding or self.fonts.get(self.usual_font, USUAL)
        return bytes(data).decode(self.encoding if encoding == USUAL else encoding, errors="replace")

    def changed(self, group: Group, name: str, value: int | None, ignorable: bool, begins: bool) -> Group:
        """Return the group after a control word."""
        if name == "ansicpg" and value:
            self.encoding = MACINTOSH.get(value) or known(f"cp{value}") or self.encoding
        elif name in ENCODINGS:
            self.encoding = ENCODINGS[name]
        elif name == "deff" and value is not None:
            self.usual_font = value
        elif name in ("rtlch", "ltrch"):
            return replace(group, is_right_to_left=name == "rtlch")
        elif name == "af" and group.is_right_to_left and (value or 0) in self.fonts:
            return replace(group, encoding=self.fonts[value or 0])
        elif name == "uc":
            return replace(group, fallback=max(value or 0, 0))
        elif name == "f" and value is not None:
            self.font = value
            return group if group.is_fonts else replace(group, encoding=self.fonts.get(value, ""))
        elif name == "fcharset" and group.is_fonts:
            self.fonts[self.font] = CHARSETS.get(value or 0, USUAL)
        elif name in ("v", "deleted"):
            return replace(group, is_hidden=value != 0)
        elif name == "plain":
            return replace(group, is_hidden=False, encoding="")
        elif name == "title" and group.silent:
            return replace(group, is_title=True)
        elif name == "shptxt":  # the text of a box, among what says how it is drawn
            return replace(group, silent=False)
        elif begins and (ignorable or name in SILENT):
            return replace(group, silent=True, is_fonts=name == "fonttbl")
        return group


def known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return ""
