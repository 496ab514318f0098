"""Office files, books and plain texts as programs write them: LibreOffice, pandoc, python-docx, and others by hand.

Each producer is a function of (language, paragraphs, folder) that returns {ending: bytes}.
"""

import io
import re
import subprocess
import zipfile

from tests.file_corpus.printed import converted, page

STRICT = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/presentationml/2006/main": "http://purl.oclc.org/ooxml/presentationml/main",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "http://purl.oclc.org/ooxml/drawingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}
WRITER = ["--infilter=HTML (StarWriter)"]


def libreoffice(language, paragraphs, folder):
    source = folder / "page.html"
    source.write_text(page(language, paragraphs).replace("h1>", "p>"))
    kinds = {"docx": "docx:MS Word 2007 XML", "odt": "odt:writer8", "rtf": "rtf:Rich Text Format", "epub": "epub:EPUB"}
    return {ending: converted(source, kind, folder, WRITER) for ending, kind in kinds.items()}


def libreoffice_sheets(language, paragraphs, folder):
    source = folder / "table.csv"
    source.write_text("Title\tNumber\n" + "".join(f"{text}\t{n}\n" for n, text in enumerate(paragraphs)))
    options = ["--infilter=CSV:9,34,UTF8,1"]
    kinds = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "ods": "ods:calc8"}
    return {ending: converted(source, kind, folder, options) for ending, kind in kinds.items()}


def pandoc(language, paragraphs, folder):
    source = folder / "page.html"
    source.write_text(page(language, paragraphs))
    found = {}
    for ending in ("docx", "odt", "rtf", "epub", "pptx", "html", "txt"):
        target = folder / f"made.{ending}"
        kind = {"txt": "plain"}.get(ending, ending)
        subprocess.run(["pandoc", "-s", source, "-t", kind, "-o", target], check=True, capture_output=True)
        found[ending] = target.read_bytes()
    return found


def by_libraries(language, paragraphs, folder):
    """python-docx, python-pptx, XlsxWriter and odfpy, as scripts of an office use them."""
    import docx
    import pptx
    import xlsxwriter
    from odf.draw import Frame, Page, TextBox
    from odf.opendocument import OpenDocumentPresentation
    from odf.style import MasterPage, PageLayout
    from odf.text import P

    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    slides = pptx.Presentation()
    for text in paragraphs:
        slides.slides.add_slide(slides.slide_layouts[5]).shapes.title.text = text
    sheet = io.BytesIO()
    workbook = xlsxwriter.Workbook(sheet, {"constant_memory": True})  # which writes strings into their cells
    table = workbook.add_worksheet(language)
    for number, text in enumerate(paragraphs):
        table.write(number, 0, text)
        table.write(number, 1, number)
    workbook.close()
    open_slides = OpenDocumentPresentation()
    layout = PageLayout(name="layout")
    open_slides.automaticstyles.addElement(layout)
    master = MasterPage(name="master", pagelayoutname=layout)
    open_slides.masterstyles.addElement(master)
    for text in paragraphs:
        slide = Page(masterpagename=master)
        frame, box = Frame(width="10cm", height="5cm"), TextBox()
        box.addElement(P(text=text))
        frame.addElement(box)
        slide.addElement(frame)
        open_slides.presentation.addElement(slide)
    return {
        "docx": saved(document),
        "pptx": saved(slides),
        "xlsx": sheet.getvalue(),
        "odp": saved(open_slides),
    }


def saved(document):
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def plain(language, paragraphs, folder):
    text = "\r\n".join(paragraphs)
    rows = "".join(f'"{line}";"1"\r\n' for line in paragraphs)
    encoding = {"ar": "utf-16", "fr": "cp1252", "pt": "cp1252"}.get(language, "utf-8")
    return {
        "txt": text.encode(encoding, "replace" if encoding == "cp1252" else "strict"),
        "csv": ("sep=;\r\n" + rows).encode("utf-8-sig"),
        "html": f"<title>{paragraphs[0]}</title><style>p {{ color: red }}</style><p>{'<p>'.join(paragraphs)}".encode(),
        "rtf": rich_text(language, paragraphs),
    }


def rich_text(language, paragraphs):
    """RTF in the bytes of an old Windows, as Word 97 wrote it; letters that it lacks as Unicode."""
    encoding, charset = {"ar": ("cp1256", 178)}.get(language, ("cp1252", 0))

    def written(letter):
        try:
            code = letter.encode(encoding)[0]
            return chr(code) if code < 128 else f"\\'{code:02x}"
        except UnicodeEncodeError:
            return f"\\u{ord(letter)}?"

    lines = "\\par\n".join("".join(map(written, text)) for text in paragraphs)
    head = rf"{{\rtf1\ansi\ansicpg1252\deff0{{\fonttbl{{\f0\fcharset{charset} Arial;}}}}{{\*\generator Old 9.1;}}"
    return f"{head}{{\\info{{\\title Old}}{{\\author Nobody}}}}\\f0 {lines}}}".encode("ascii")


def rewritten(data, change):
    """Return an archive whose parts `change(name, content)` names and writes anew."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(*change(name, old.read(name)))
    return written.getvalue()


def strict(data):
    """Return an Office file in the namespaces of ISO/IEC 29500's strict class."""

    def change(name, content):
        for usual, other in STRICT.items():
            content = content.replace(usual.encode(), other.encode())
        return name, content

    return rewritten(data, change)


def elsewhere(data):
    """Return an Office file whose parts have other names, as Word of the web and converters name them."""
    names = {b"word/document.xml": b"word/document2.xml", b"xl/workbook.xml": b"xl/book_1.xml"}
    names |= {b"ppt/presentation.xml": b"ppt/show.xml", b"xl/sharedStrings.xml": b"xl/strings.xml"}

    def change(name, content):
        for old, new in names.items():
            content = content.replace(old, new)
            if name.endswith(".rels"):
                content = content.replace(old.rpartition(b"/")[2], new.rpartition(b"/")[2])
            name = name.replace(old.decode(), new.decode())
            folder, _, last = old.decode().rpartition("/")
            name = name.replace(f"{folder}/_rels/{last}.rels", f"{folder}/_rels/{new.decode().rpartition('/')[2]}.rels")
        return name, content

    return rewritten(data, change)


def backslashed(data):
    """Return an archive with the slashes of another system, as some .NET programs wrote it."""
    return re.sub(rb"(word|docProps|_rels)/", lambda found: found[1] + b"\\", data)


def locked(data, ending):
    """Return an Office file with a password: a container of OLE."""
    from msoffcrypto.format.ooxml import OOXMLFile

    written = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt("password", written)
    return written.getvalue()


PRODUCERS = {
    "libreoffice": libreoffice,
    "libreoffice-sheets": libreoffice_sheets,
    "pandoc": pandoc,
    "libraries": by_libraries,
    "plain": plain,
}
