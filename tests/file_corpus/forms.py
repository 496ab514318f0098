"""PDFs with filled-in forms, with a password, without text, damaged, and with text that is another than one sees."""

import io

from tests.file_corpus.printed import DEJAVU


def make(folder):
    found = {}
    for name, (data, expected) in files().items():
        (folder / "pdf" / name).write_bytes(data)
        found[f"pdf/{name}"] = expected
    return found


def files():
    blank = canvas(lambda page: page.rect(50, 50, 200, 200))
    words = "Declaration of the ministers on migration and development of Africa and of the Union held in Tripoli"
    return {
        "form.reportlab.pdf": (form(), {"state": "done", "words": ["Ministry of Labour", "Évora", "Name"]}),
        "scan.reportlab.pdf": (blank, {"state": "no_text", "pages": 1}),
        "locked.pypdf.pdf": (locked(blank), {"state": "encrypted"}),
        "cut.reportlab.pdf": (blank[: len(blank) // 3], {"state": "damaged"}),
        "without-end.reportlab.pdf": (without_end(), {"state": "done", "words": ["Declaration of the ministers"]}),
        "empty.pdf": (b"%PDF-1.7\n", {"state": "damaged"}),
        "reversed.reportlab.pdf": (unshaped(), {"state": "done", "looks_wrong": True}),
        "other-letters.reportlab.pdf": (
            canvas(lambda page: page.drawString(40, 700, "".join(map(other, words)))),
            {"state": "done", "looks_wrong": True},
        ),
        "spaced-out.reportlab.pdf": (
            canvas(lambda page: page.drawString(20, 700, " ".join(words[:60].replace(" ", "")))),
            {"state": "done", "looks_wrong": True},
        ),
    }


def without_end():
    """A PDF that ends in the middle of its trailer."""
    words = "Declaration of the ministers on migration"
    data = canvas(lambda page: page.drawString(40, 700, words))
    return data[: data.rfind(b"trailer") + 12]


def canvas(draw):
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    registerFont(TTFont("text", str(DEJAVU)))
    written = io.BytesIO()
    page = Canvas(written, invariant=True)
    page.setFont("Helvetica", 9)
    draw(page)
    page.save()
    return written.getvalue()


def unshaped():
    """Arabic letter by letter from left to right, as a program that knows no Arabic writes it."""
    from tests.file_corpus.words import TEXTS

    def draw(page):
        page.setFont("text", 9)
        for number, text in enumerate(TEXTS["ar"]):
            page.drawString(40, 700 - 20 * number, text)

    return canvas(draw)


def form():
    from reportlab.lib.colors import black

    def draw(page):
        page.drawString(50, 720, "Name and place of the institution")
        page.acroForm.textfield(name="name", value="Ministry of Labour", x=50, y=690, width=300, borderColor=black)
        page.acroForm.textfield(name="place", value="Évora", x=50, y=640, width=300, borderColor=black)

    return canvas(draw)


def locked(data):
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt("password")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def other(letter):
    """Return another letter, as a font without a table of its letters tells."""
    return " " if letter == " " else chr(ord(letter) - 29)
