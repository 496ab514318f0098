"""PDFs as programs write them: a browser, LibreOffice, WeasyPrint, Pango and Cairo, XeLaTeX, fpdf2, reportlab, Typst,
MuPDF, and Ghostscript out of another PDF.

Each producer is a function of (language, paragraphs, folder) that returns the bytes of a PDF, or None where it
cannot write that script.
"""

import html
import io
import subprocess
from pathlib import Path

from tests.file_corpus.words import RIGHT_TO_LEFT

FONTS = {"ar": "Amiri", "ar-marks": "Noto Naskh Arabic", "he": "Noto Sans Hebrew", "am": "Noto Sans Ethiopic"}
NOTO = Path("/usr/share/fonts/truetype/noto")
FONT_FILES = {
    "ar": NOTO / "NotoNaskhArabic-Regular.ttf",
    "ar-marks": NOTO / "NotoNaskhArabic-Regular.ttf",
    "he": NOTO / "NotoSansHebrew-Regular.ttf",
    "am": NOTO / "NotoSansEthiopic-Regular.ttf",
    "mixed": Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
}
AMIRI = Path("/usr/share/fonts/opentype/fonts-hosny-amiri/Amiri-Regular.ttf")
DEJAVU = FONT_FILES["mixed"]


def page(language, paragraphs, font=None, more=""):
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    style = f"font-family: '{font or FONTS.get(language, 'DejaVu Serif')}', 'DejaVu Sans'; font-size: 14pt; {more}"
    first, *rest = map(html.escape, paragraphs)
    body = f"<h1>{first}</h1>" + "".join(f"<p>{text}</p>" for text in rest)
    return (
        f'<!doctype html><html lang="{language[:2]}" dir="{direction}"><meta charset="utf-8"><title>{first}</title>'
        f'<body style="{style}">{body}</body></html>'
    )


def browser(language, paragraphs, folder, font=None, more=""):
    source, target = folder / "page.html", folder / "page.pdf"
    source.write_text(page(language, paragraphs, font, more))
    subprocess.run(
        ["chromium-headless-shell", "--no-sandbox", "--no-pdf-header-footer", f"--print-to-pdf={target}", str(source)],
        check=True,
        capture_output=True,
    )
    return target.read_bytes()


def browser_sans(language, paragraphs, folder):
    return browser(language, paragraphs, folder, "DejaVu Sans")


def browser_turned(language, paragraphs, folder):
    """Lines that run up the page, as in a table that lies on its side."""
    more = "position: absolute; top: 16cm; width: 15cm; transform-origin: 0 0; transform: rotate(-90deg)"
    return browser(language, paragraphs, folder, "DejaVu Sans", more)


def browser_apart(language, paragraphs, folder):
    """Letters that stand apart."""
    return browser(language, paragraphs, folder, None, "letter-spacing: 0.8px; font-size: 9pt")


def browser_columns(language, paragraphs, folder):
    return browser(language, paragraphs, folder, "Noto Naskh Arabic", "columns: 2; text-align: justify")


def typst(language, paragraphs, folder, inside="{}"):
    import typst

    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    fonts = f'("{FONTS.get(language, "DejaVu Serif")}", "Noto Naskh Arabic", "Noto Sans Hebrew", "DejaVu Sans")'
    text = "\n\n".join(paragraphs).replace("#", "\\#")
    source = folder / "page.typ"
    source.write_text(f'#set text(lang: "{language[:2]}", dir: {direction}, font: {fonts})\n{inside.format(text)}')
    return typst.compile(source)


def typst_turned(language, paragraphs, folder):
    return typst(language, paragraphs, folder, "#rotate(-90deg, reflow: true)[#block(width: 14cm)[{}]]")


def mupdf(language, paragraphs, folder):
    """On a page that lies on its side. Of Arabic it does not say which letters its forms stand for."""
    import pymupdf

    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    pdf = pymupdf.open()
    text = "".join(f'<p dir="{direction}">{html.escape(paragraph)}</p>' for paragraph in paragraphs)
    pdf.new_page().insert_htmlbox(pymupdf.Rect(50, 50, 500, 700), text)
    pdf[0].set_rotation(90)
    return pdf.tobytes()


def ghostscript(language, paragraphs, folder):
    """A browser's PDF, made smaller. What letters of Arabic and Hebrew are, and ligatures, is lost."""
    if language not in ("ar", "he"):
        return None
    source, target = folder / "page.pdf", folder / "smaller.pdf"
    source.write_bytes(browser(language, paragraphs, folder, "DejaVu Sans"))
    subprocess.run(["gs", "-q", "-sDEVICE=pdfwrite", "-o", target, source], check=True, capture_output=True)
    return target.read_bytes()


def libreoffice(language, paragraphs, folder):
    """A text of LibreOffice's own kind, as it was saved and opened again."""
    (folder / "page.html").write_text(page(language, paragraphs).replace("h1>", "p>"))
    converted(folder / "page.html", "odt:writer8", folder, ["--infilter=HTML (StarWriter)"])
    return converted(folder / "page.odt", "pdf:writer_pdf_Export", folder)


def libreoffice_word(language, paragraphs, folder):
    (folder / "page.html").write_text(page(language, paragraphs).replace("h1>", "p>"))
    converted(folder / "page.html", "docx:MS Word 2007 XML", folder, ["--infilter=HTML (StarWriter)"])
    return converted(folder / "page.docx", "pdf", folder)


def converted(source, kind, folder, filters=()):
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", *filters]
    subprocess.run([*command, "--convert-to", kind, "--outdir", folder, source], check=True, capture_output=True)
    return source.with_suffix("." + kind.partition(":")[0]).read_bytes()


def weasyprint(language, paragraphs, folder):
    from weasyprint import HTML

    return HTML(string=page(language, paragraphs)).write_pdf()


def weasyprint_ua(language, paragraphs, folder):
    from weasyprint import HTML

    return HTML(string=page(language, paragraphs)).write_pdf(pdf_variant="pdf/ua-1")


def pango(language, paragraphs, folder):
    """Runs the system's Python, which has Cairo and Pango."""
    script = Path(__file__).with_name("pango_page.py")
    font = FONTS.get(language, "DejaVu Serif")
    done = subprocess.run(["/usr/bin/python3", script, font, *paragraphs], check=True, capture_output=True)
    return done.stdout


def xelatex(language, paragraphs, folder):
    if language in ("he", "am", "mixed"):  # their fonts have no full stop, or no digits, and nobody orders the words
        return None
    right = language in RIGHT_TO_LEFT
    font = AMIRI if language.startswith("ar") else FONT_FILES.get(language, DEJAVU)
    script = {"ar": "Script=Arabic", "he": "Script=Hebrew", "am": "Script=Ethiopic"}.get(language[:2], "")
    lines = "\n\n".join(
        text.replace("(", "{(}").replace("&", "\\&").replace("%", "\\%") if not right else text for text in paragraphs
    )
    source = "\n".join(
        [
            r"\documentclass{article}\usepackage{fontspec}\TeXXeTstate=1",
            rf"\setmainfont[Path={font.parent}/,{script}]{{{font.name}}}",
            rf"\newfontfamily\latin[Path={DEJAVU.parent}/]{{{DEJAVU.name}}}",
            r"\pagestyle{empty}\begin{document}",
            (r"\everypar{\setbox0\lastbox\beginR\box0 }\parindent0pt " if right else "") + latin_words(lines, right),
            r"\end{document}",
        ]
    )
    (folder / "page.tex").write_text(source)
    subprocess.run(["xelatex", "-interaction=batchmode", "page.tex"], cwd=folder, capture_output=True)
    return (folder / "page.pdf").read_bytes()


def latin_words(text, right):
    import re

    if not right:
        return text
    return re.sub(r"[A-Z0-9][A-Z0-9()]*(?: \d+)?", lambda found: rf"{{\beginL\latin {found[0]}\endL}}", text)


def fpdf(language, paragraphs, folder):
    from fpdf import FPDF

    pdf = FPDF()
    pdf.add_page()
    pdf.add_font("text", fname=FONT_FILES.get(language, DEJAVU))
    pdf.add_font("latin", fname=DEJAVU)
    pdf.set_fallback_fonts(["latin"])
    pdf.set_font("text", size=14)
    pdf.set_text_shaping(True)
    for text in paragraphs:
        pdf.multi_cell(0, 10, text, align="R" if language in RIGHT_TO_LEFT else "L", new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def reportlab(language, paragraphs, folder, turned=0):
    """Presentation forms in visual order, as many a program of the time before shaping writes Arabic."""
    import arabic_reshaper
    from bidi.algorithm import get_display
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    if language in ("ar-marks", "am"):
        return None
    shaped = arabic_reshaper.ArabicReshaper(configuration={"ARABIC LIGATURE ALLAH": False})  # the font has none
    registerFont(TTFont("text", str(DEJAVU)))
    written = io.BytesIO()
    canvas = Canvas(written, invariant=True)
    canvas.setFont("text", 9)
    if turned:
        canvas.translate(800, 40)
        canvas.rotate(turned)
    for number, line in enumerate(line for text in paragraphs for line in folded(text)):
        shown = get_display(shaped.reshape(line), base_dir="R" if language in RIGHT_TO_LEFT else "L")
        if language in RIGHT_TO_LEFT:
            canvas.drawRightString(550, 780 - 20 * number, shown)
        else:
            canvas.drawString(40, 780 - 20 * number, shown)
    canvas.save()
    return written.getvalue()


def reportlab_turned(language, paragraphs, folder):
    return reportlab(language, paragraphs, folder, 90)


def folded(text):
    import textwrap

    return textwrap.wrap(text, 80)


FEW = ("ar", "he", "fr")  # of what differs by the way of writing only
WRONG = {("mupdf", "ar"), ("ghostscript", "ar"), ("ghostscript", "he")}  # do not say which letters they draw
PRODUCERS = {
    "browser": browser,
    "browser-sans": browser_sans,
    "libreoffice": libreoffice,
    "libreoffice-word": libreoffice_word,
    "weasyprint": weasyprint,
    "weasyprint-ua": weasyprint_ua,
    "pango": pango,
    "xelatex": xelatex,
    "fpdf2": fpdf,
    "reportlab": reportlab,
}
PRODUCERS_OF_FEW = {
    "browser-turned": browser_turned,
    "browser-apart": browser_apart,
    "browser-columns": browser_columns,
    "reportlab-turned": reportlab_turned,
    "typst": typst,
    "typst-turned": typst_turned,
    "mupdf": mupdf,
    "ghostscript": ghostscript,
}
