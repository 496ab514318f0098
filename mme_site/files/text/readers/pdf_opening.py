"""Opens a PDF, one whose end was lost on the way too. Part of the programs ../reader.py and ../../pdf_reader.py."""

import re
from bisect import bisect_left
from collections.abc import Callable

import pypdfium2
from pypdfium2 import raw

CATALOG = re.compile(rb"/Type\s*/Catalog\b")
OBJECT = re.compile(rb"(\d{1,10}) (\d{1,5})\s*\Z")


def opened(content: bytes) -> pypdfium2.PdfDocument:
    """Return the document; raise PdfiumError where there is none."""
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        root = catalog_in(content)
        if error.err_code != raw.FPDF_ERR_FORMAT or not root or b"/Encrypt" in content:
            raise
        # PDFium looks for the objects itself, if it is told which is the first (ISO 32000-1, 7.5.5).
        found = pypdfium2.PdfDocument(content + b"\ntrailer\n<< /Root %s R >>\nstartxref\n0\n%%%%EOF\n" % root)
        if not any(raw.FPDFPage_CountObjects(page) for page in found):  # what the pages show was lost as well
            raise
        return found


def number_of_pages(pdf: pypdfium2.PdfDocument) -> int:
    """Return how many pages there are, at least one; a file may state a million and hold two."""

    def is_missing(index: int) -> bool:
        page = raw.FPDF_LoadPage(pdf, index)
        if page:
            raw.FPDF_ClosePage(page)
        return not page

    stated_number = len(pdf)
    if stated_number < 2 or not is_missing(stated_number - 1):
        return stated_number
    return max(bisect_left(range(stated_number), True, key=is_missing), 1)


def stated(ask: Callable[..., str], *arguments: object) -> str:
    """Return what PDFium is asked for; '' where that is no text, as a title is that ends with half of a letter."""
    try:
        return ask(*arguments)
    except UnicodeDecodeError:
        return ""


def catalog_in(content: bytes) -> bytes:
    """Return number and generation of the last object that is a catalog, b'' where there is none."""
    found = [catalog.start() for catalog in CATALOG.finditer(content)]
    start = content.rfind(b"obj", 0, found[-1]) if found else -1
    numbers = OBJECT.search(content[max(start - 20, 0) : start]) if start > 0 else None
    return b"%s %s" % numbers.groups() if numbers else b""
