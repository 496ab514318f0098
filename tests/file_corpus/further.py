"""PDFs whose text is not on their pages, or not as it is seen: recognised scans, portfolios, forms of Adobe's own."""

import io
import subprocess

from tests.file_corpus.forms import canvas
from tests.file_corpus.printed import DEJAVU, page
from tests.file_corpus.words import TEXTS

HEADING = ["DÉCLARATION DE TRIPOLI SUR LES MIGRATIONS", *TEXTS["fr"][1:]]
SYMBOLS = "راجع الوثيقة COM(2006) حول الهجرة والمادة 5(2) والمادة (3) ثم SEC(2011)1353 في الملحق (أ) قبل ذلك"
FORM = """<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/">
<template xmlns="http://www.xfa.org/schema/xfa-template/3.3/"><subform><field name="a"><event>
<script>if (a) b()</script></event>
<caption><value><text>Name of the applicant</text></value></caption></field></subform></template>
<xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data>
<form><a>Aïssata Diallo</a></form></xfa:data></xfa:datasets></xdp:xdp>"""
WAIT = "Please wait... If this message is not replaced by the contents of the document, use another program."


def make(folder):
    found = {}
    for name, (data, expected) in files(folder).items():
        (folder / "pdf" / name).write_bytes(data)
        found[f"pdf/{name}"] = {"state": "done", "pages": 1, **expected}
    return found


def files(folder):
    return {
        "scanned.tesseract.pdf": (scanned(), {"words": ["في 23 نوفمبر 2006 بمشاركة 53 دولة", "و25 دولة"]}),
        "symbols.weasyprint.pdf": (spaced("ar", [SYMBOLS], "0"), {"language": "ar", "words": SYMBOLS.split()}),
        "heading.weasyprint.pdf": (
            spaced("fr", HEADING, folder, "5px"),
            {"language": "fr", "words": HEADING[0].split()},
        ),
        "cells.weasyprint.pdf": (cells(), {"words": ["7 6 5 4 3 2 1", "أ ب ج د ه"]}),
        "portfolio.pikepdf.pdf": (portfolio(folder), {"language": "ar", "words": ["ar.pdf", "إعلان طرابلس", "Évora"]}),
        "form.livecycle.pdf": (form(), {"words": ["Name of the applicant", "Aïssata Diallo"]}),
        "typed-over.mupdf.pdf": (typed_over(), {"words": ["Name:", "Aïssata Diallo"]}),
        "title-in-metadata.pikepdf.pdf": (title_in_metadata(), {"title": "إعلان طرابلس"}),
    }


def spaced(language, paragraphs, width):
    """WeasyPrint's, with letters that stand so far apart."""
    from weasyprint import HTML

    text = page(language, paragraphs, "DejaVu Sans", f"letter-spacing: {width}; line-height: 2")
    return HTML(string=text).write_pdf()


def cells():
    """Single figures and letters, which stand apart because they are those of a table."""
    from weasyprint import HTML

    rows = "".join("<tr>" + "".join(f"<td>{cell}" for cell in row) for row in ("1234567", "أبجده"))
    text = page("ar", TEXTS["ar"][:1], "DejaVu Sans")
    return HTML(string=f"{text}<table>{rows}</table>").write_pdf()


def scanned():
    """A picture of a page, with its text recognised by Tesseract, which writes lines of Arabic mirrored."""
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("1", (1700, 300), 1)
    drawn, font = ImageDraw.Draw(picture), ImageFont.truetype(str(DEJAVU), 34)
    text = TEXTS["ar"][2].rstrip(".")
    drawn.text((1650, 100), text, font=font, fill=0, anchor="ra", direction="rtl", language="ar")
    written = io.BytesIO()
    picture.save(written, "PNG", dpi=(200, 200))
    command = ["tesseract", "-", "-", "-l", "ara", "-c", "tessedit_create_pdf=1"]
    return subprocess.run(command, input=written.getvalue(), check=True, capture_output=True).stdout


def portfolio(folder):
    """A blank page that carries a PDF, a text, and a file that is none."""
    import pikepdf

    pdf = pikepdf.new()
    pdf.add_blank_page()
    carried = {
        "ar.pdf": (folder / "pdf" / "ar.pango.pdf").read_bytes(),
        "place.txt": "Évora".encode("cp1252"),
        "broken.docx": b"PK\x03\x04",
    }
    for name, data in carried.items():
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, data, filename=name)
    pdf.Root.Collection = pikepdf.Dictionary(Type=pikepdf.Name.Collection, View=pikepdf.Name.T)
    return written(pdf)


def form():
    """A form of Adobe LiveCycle, whose page says that it cannot be shown."""
    import pikepdf

    pdf = pikepdf.open(io.BytesIO(canvas(lambda page: page.drawString(40, 700, WAIT))))
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=pdf.make_stream(FORM.encode()))
    pdf.Root.NeedsRendering = True
    return written(pdf)


def typed_over():
    """A form without fields, filled in with boxes on top."""
    import pymupdf

    pdf = pymupdf.open(stream=canvas(lambda page: page.drawString(40, 700, "Name:")))
    pdf[0].add_freetext_annot(pymupdf.Rect(80, 120, 300, 160), "Aïssata Diallo")
    return pdf.tobytes()


def title_in_metadata():
    """A title in XMP only, beside that of a picture."""
    import pikepdf

    pdf = pikepdf.open(io.BytesIO(canvas(lambda page: page.drawString(40, 700, "Declaration"))))
    of_a_picture = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:title><rdf:li>A picture</rdf:li></dc:title></x:xmpmeta>'
    pdf.pages[0].PieceInfo = pdf.make_stream(of_a_picture.encode())
    with pdf.open_metadata(set_pikepdf_as_editor=True) as metadata:
        metadata["dc:title"] = TEXTS["ar"][0][:12]
    del pdf.docinfo["/Title"]
    return written(pdf)


def written(pdf):
    data = io.BytesIO()
    pdf.save(data, compress_streams=False)
    return data.getvalue()
