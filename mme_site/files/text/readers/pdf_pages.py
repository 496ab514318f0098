"""The text of each page of a PDF. Part of the program ../reader.py."""

import pypdfium2
from pypdfium2 import raw


class Locked(Exception):
    state = "encrypted"


def opened(file, most_pages):
    """Return what the PDF says of itself, and an iterator of its pages, one more than `most_pages` at most."""
    try:
        pdf = pypdfium2.PdfDocument(file.read())
    except pypdfium2.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise Locked from error
        raise
    facts = {"pages": len(pdf), "title": pdf.get_metadata_value("Title"), "language": language(pdf)}
    return facts, ((index + 1, text_of(pdf, index)) for index in range(min(len(pdf), most_pages + 1)))


def text_of(pdf, index):
    """Return what is to be read on a page; '' where the page is broken."""
    try:
        page = pdf[index]
        words = page.get_textpage()
        text = words.get_text_bounded()
        words.close()
        page.close()
    except pypdfium2.PdfiumError:
        return ""
    return text.replace("\r\n", "\n")


def language(pdf):
    """Return the language of the catalog (ISO 32000-1, 14.9.2), or ''."""
    size = raw.FPDFCatalog_GetLanguage(pdf, None, 0)
    if not 2 < size <= 200:
        return ""
    letters = (raw.FPDF_WCHAR * (size // 2))()
    raw.FPDFCatalog_GetLanguage(pdf, letters, size)
    return bytes(letters).decode("utf-16-le", errors="ignore").rstrip("\0")
