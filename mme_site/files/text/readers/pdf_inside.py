"""What a PDF holds beside its pages: files, a form of Adobe's own, a title in XML. Part of the program ../reader.py."""

import ctypes
import html
import io
import re
from collections.abc import Callable, Iterator
from typing import IO
from xml.parsers import expat

import pdf_opening
import pypdfium2
from pypdfium2 import raw

MOST_FILES = 100
# The metadata of the whole PDF, and not of a picture in it, names the program that made it or a standard it keeps.
METADATA = re.compile(rb"<x:xmpmeta\b.*?</x:xmpmeta>", re.S)
OF_THE_WHOLE = re.compile(rb"\bpdf:Producer\b|\bpdf(?:ua|a|x)id:")
STATED_TITLE = re.compile(rb"<dc:title\b[^>]*>.{0,200}?<rdf:li[^>]*>([^<]+)<", re.S)


def title_in_metadata(content: bytes) -> str:
    """Return the title in the metadata of a PDF (ISO 16684-1), where some state the only one; '' for none."""
    for packet in METADATA.findall(content):
        if OF_THE_WHOLE.search(packet) and (title := STATED_TITLE.search(packet)):
            return html.unescape(title[1].decode(errors="replace"))
    return ""


def attached_texts(pdf: pypdfium2.PdfDocument, read: Callable[[str, IO[bytes]], str]) -> Iterator[str]:
    """Yield name and text of each file that a PDF carries: in a portfolio they are what it is about."""
    for at in range(min(pdf.count_attachments(), MOST_FILES)):
        try:
            attachment = pdf.get_attachment(at)
            name, content = pdf_opening.stated(attachment.get_name), bytes(attachment.get_data())
        except pypdfium2.PdfiumError:
            continue
        if text := read(name, io.BytesIO(content)).strip():
            yield f"{name}\n\n{text}"


def is_drawn_by_adobe_only(pdf: pypdfium2.PdfDocument) -> bool:
    """Return True for a form whose page says no more than that another program is needed (XFA 3.3)."""
    return bool(pdf.get_formtype() == raw.FORMTYPE_XFA_FULL)


def form_texts(pdf: pypdfium2.PdfDocument) -> Iterator[str]:
    """Yield what such a form says, and what it was filled in with."""
    for at in range(raw.FPDF_GetXFAPacketCount(pdf)):
        name = packet(pdf, at, raw.FPDF_GetXFAPacketName).rstrip(b"\0")
        content = packet(pdf, at, raw.FPDF_GetXFAPacketContent, ctypes.c_ulong())
        # One packet without a name of its own holds all of them.
        if name not in (b"config", b"localeSet", b"stylesheet", b"preamble", b"postamble"):
            yield from texts_of_form(content)


def packet(pdf: pypdfium2.PdfDocument, at: int, ask: Callable[..., int], size: ctypes.c_ulong | None = None) -> bytes:
    """Return a part of the form; PDFium tells the size of its content in another way than that of its name."""
    further = (size,) if size is not None else ()
    needed = ask(pdf, at, None, 0, *further)
    buffer = ctypes.create_string_buffer(size.value if size is not None else needed)
    ask(pdf, at, buffer, len(buffer), *further)
    return buffer.raw


def texts_of_form(content: bytes) -> list[str]:
    """Return the texts of captions and of values; none of what is no XML."""
    found: list[str] = []
    inside: list[str] = []

    def text(data: str) -> None:
        if data.strip() and not {"script", "config"}.intersection(inside) and {"text", "exData", "data"} & {*inside}:
            found.append(data.strip())

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, _attributes: inside.append(name.rpartition(" ")[2])
    parser.EndElementHandler = lambda _name: inside.pop()
    parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        return found
    return found
