"""The text of each page of a PDF, with what its form was filled in with. Part of the program ../reader.py."""

import ctypes
import math
import re
from collections.abc import Callable, Iterator
from typing import IO, Any

import pdf_inside
import pdf_opening
import pypdfium2
from pypdfium2 import raw
from writing_order import Letter, in_reading_order, is_right_to_left

FILLED_IN = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)
MOST_FIELDS = 2000  # of one page
LONGEST_VALUE = 20_000  # bytes of UTF-16
LONGEST_WORDS = 15  # letters between two spaces, on average of a page
SPACED_OUT = re.compile(r"(?<!\S)(?:[^\W\d_] ){6}")  # single letters
LOOKED_AT = 50  # letters of a page
LEVEL = 0.05  # how steep a line is that still runs across the page


class Locked(Exception):
    state = "encrypted"


def opened(
    file: IO[bytes], after: int, most_pages: int, read: Callable[[str, IO[bytes]], str]
) -> tuple[dict[str, Any], Iterator[tuple[int, str]]]:
    """Return what the PDF says of itself, and an iterator of its pages after some, up to one more than most.

    `read` returns the text of a file by its name: the files that the PDF carries come with its first page.
    """
    content = file.read()
    try:
        pdf = pdf_opening.opened(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise Locked from error
        raise
    pages = pdf_opening.number_of_pages(pdf)
    facts = {
        "pages": pages,
        "title": pdf_opening.stated(pdf.get_metadata_value, "Title") or pdf_inside.title_in_metadata(content),
        "language": language(pdf),
        "tagged": bool(raw.FPDFCatalog_IsTagged(pdf)),
        "xfa": pdf_inside.is_drawn_by_adobe_only(pdf),
    }
    if pdf.get_formtype() != raw.FORMTYPE_NONE:
        pdf.init_forms()
    return facts, pages_of(pdf, range(after, min(pages, most_pages + 1)), read)


def pages_of(
    pdf: pypdfium2.PdfDocument, pages: range, read: Callable[[str, IO[bytes]], str]
) -> Iterator[tuple[int, str]]:
    for index in pages:
        text = text_of(pdf, index)
        if index == 0:
            if pdf_inside.is_drawn_by_adobe_only(pdf):
                text = "\n".join(pdf_inside.form_texts(pdf)) or text
            text = "\n\n".join([text, *pdf_inside.attached_texts(pdf, read)])
        yield index + 1, text


def text_of(pdf: pypdfium2.PdfDocument, index: int) -> str:
    """Return what is to be read on a page; '' where the page is broken, whatever the library raises for it."""
    try:
        page = pdf[index]
        page.set_rotation(0)  # with which PDFium takes lines that run along the page for ones that run across
        words = page.get_textpage()
        text = str(words.get_text_bounded()).replace("\r\n", "\n")
        if any(map(is_right_to_left, text)) or is_badly_spaced(text) or is_turned(words):
            text = in_reading_order(letters_of(words))
        filled_in = "\n".join(values_of(pdf, page))
        words.close()
        page.close()
    except MemoryError:
        raise
    except Exception:  # the other pages are not to be lost by this one
        return ""
    return f"{text}\n\n{filled_in}" if filled_in else text


def is_badly_spaced(text: str) -> bool:
    """Return True where PDFium found hardly any spaces, or one after each letter, as where letters stand apart."""
    words = text.split()
    return len(text) > LONGEST_WORDS * (len(words) + 1) or SPACED_OUT.search(text) is not None


def is_turned(words: pypdfium2.PdfTextPage) -> bool:
    """Return True where some letters do not run across the page, of a few that are looked at."""
    count = raw.FPDFText_CountChars(words)
    return any(turn_of(words, at, raw.FS_MATRIX())[1] for at in range(0, count, count // LOOKED_AT + 1))


def turn_of(words: Any, at: int, matrix: Any) -> tuple[float, float]:
    """Return cosine and sine of the angle at which a letter runs; of one that is nearly level 1 and 0."""
    raw.FPDFText_GetMatrix(words, at, matrix)
    length = math.hypot(matrix.a, matrix.b)
    if not length or abs(matrix.b) <= LEVEL * abs(matrix.a):
        return 1.0, 0.0
    return matrix.a / length, matrix.b / length


def letters_of(page: pypdfium2.PdfTextPage) -> Iterator[Letter]:
    """Yield the characters of a page in the order in which they were drawn, with where they stand.

    What is turned is turned back.
    """
    words = page.raw  # once: the library looks it up at each call
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    surrogate, size = 0, 1.0
    for at in range(raw.FPDFText_CountChars(words)):
        code = raw.FPDFText_GetUnicode(words, at)
        if raw.FPDFText_IsGenerated(words, at) == 1 or code < 0x20:
            continue
        if 0xD800 <= code < 0xDC00:
            surrogate = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((surrogate & 0x3FF) << 10) + (code & 0x3FF) if surrogate else 0xFFFD
        surrogate = 0
        raw.FPDFText_GetCharOrigin(words, at, x, y)
        raw.FPDFText_GetLooseCharBox(words, at, box)
        cosine, sine = turn_of(words, at, matrix)
        size = raw.FPDFText_GetFontSize(words, at) * math.hypot(matrix.c, matrix.d) or 1.0
        if not sine:
            is_mirrored = matrix.a < 0 < matrix.d
            yield Letter(chr(code), x.value, y.value, box.left, box.right, size, is_mirrored=is_mirrored)
            continue
        along = [left * cosine + bottom * sine for left in (box.left, box.right) for bottom in (box.bottom, box.top)]
        place = x.value * cosine + y.value * sine, y.value * cosine - x.value * sine
        yield Letter(chr(code), *place, min(along), max(along), size, round(math.atan2(sine, cosine), 1))


def values_of(pdf: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[str]:
    """Yield what the fields of a page's form hold, and what was typed over the page, as text."""
    for at in range(min(raw.FPDFPage_GetAnnotCount(page), MOST_FIELDS)):
        field = raw.FPDFPage_GetAnnot(page, at)
        if not field:
            continue
        value = ""
        if raw.FPDFAnnot_GetSubtype(field) == raw.FPDF_ANNOT_FREETEXT:
            value = typed_over(field)
        elif pdf.formenv and raw.FPDFAnnot_GetFormFieldType(pdf.formenv, field) in FILLED_IN:
            value = value_of(pdf, field)
        if value:
            yield value
        raw.FPDFPage_CloseAnnot(field)


def value_of(pdf: pypdfium2.PdfDocument, field: Any) -> str:
    size = raw.FPDFAnnot_GetFormFieldValue(pdf.formenv, field, None, 0)
    return utf_16(size, lambda letters: raw.FPDFAnnot_GetFormFieldValue(pdf.formenv, field, letters, size))


def typed_over(annotation: Any) -> str:
    """Return the text of a box that was put on the page, as people fill in a form that has no fields."""
    size = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
    return utf_16(size, lambda letters: raw.FPDFAnnot_GetStringValue(annotation, b"Contents", letters, size))


def language(pdf: pypdfium2.PdfDocument) -> str:
    """Return the language of the catalog (ISO 32000-1, 14.9.2), or ''."""
    size = raw.FPDFCatalog_GetLanguage(pdf, None, 0)
    return utf_16(size, lambda letters: raw.FPDFCatalog_GetLanguage(pdf, letters, size)) if size <= 200 else ""


def utf_16(size: int, write: Any) -> str:
    """Return a text that PDFium writes into so many bytes; '' for none, and for one that is longer than is sensible."""
    if not 2 < size <= LONGEST_VALUE:
        return ""
    letters = (raw.FPDF_WCHAR * (size // 2))()
    write(letters)
    return bytes(letters).decode("utf-16-le", errors="ignore").rstrip("\0")
