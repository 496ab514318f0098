"""Files as odd or old programs write them: in encodings that nothing states, in parts that are only named, old."""

import importlib.util
import io
import sys
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from django.core.files.base import ContentFile

from mme_site.files.signatures import has_wrong_signature
from mme_site.files.text.cleaning import cleaned
from mme_site.files.text.quality import looks_wrong
from mme_site.files.text.reading import READER
from tests.helpers.office_files import ODF, P, W, archive, docx, odt, parts_of, pptx

FRENCH = (
    "Les États membres de l'Union européenne et de l'Union africaine sont convenus d'une déclaration sur la mobilité "
    "à Évora, où l'accord a été présenté par les conférences des ministres."
)
PORTUGUESE = "As Uniões são parceiras do diálogo para a paz na África, e não há solução sem cooperação às três horas."
ARABIC = "اتفق الشركاء على العمل من أجل الهجرة في أفريقيا مع الاتحاد الأوروبي إلى أن تنتهي هذه الخطة."
HEBREW = "השותפות בין אפריקה לאיחוד האירופי בנושא הגירה וניידות היא של כל המדינות אשר חתמו על ההצהרה."
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture(scope="module")
def reader():
    """The reader's own program, run here: these files mean no harm, and a process for each takes its time."""
    path = list(sys.path)
    spec = importlib.util.spec_from_file_location("reader_of_tests", READER)
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    yield program
    sys.path[:] = path


@pytest.fixture
def read(reader):
    def text_of(content, ending):
        _facts, pages = reader.opened(ending, io.BytesIO(content), 0)
        return " ".join(cleaned(text) for _number, text in pages)

    return text_of


# Encodings


ENCODED = [
    *((FRENCH, encoding) for encoding in ("cp1252", "iso8859-15", "cp850", "mac_roman")),
    *((PORTUGUESE, encoding) for encoding in ("cp1252", "cp850", "mac_roman")),
    *((ARABIC, encoding) for encoding in ("cp1256", "iso8859-6")),
    (HEBREW, "cp1255"),
    *((text, encoding) for text in (FRENCH, ARABIC) for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")),
    (FRENCH, "utf-32"),
]


@pytest.mark.parametrize(("text", "encoding"), ENCODED)
def test_a_text_is_read_in_the_encoding_that_it_is_in_though_nothing_says_which(read, text, encoding):
    content = text.encode(encoding)
    assert read(content, "txt") == text
    assert read(f"sep=;\r\ntitle;text\r\n1;{text.replace(';', '')}\r\n".encode(encoding), "csv").endswith(text)
    assert read(f"<html><body><p>{text}</p></body></html>".encode(encoding), "html") == text
    assert not has_wrong_signature(ContentFile(content, name="a.txt")) or encoding == "utf-32"


def test_one_wrong_byte_does_not_make_another_encoding_of_a_text(read):
    assert read(FRENCH.encode() + b" \xe9", "txt").startswith(FRENCH)


# Pages


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><title>Title</title><meta charset='utf-8'><p>{}",
        "<body><![if !supportEmptyParas]>&nbsp;<![endif]><p>{}<o:p></o:p></p><![foo bar]></body>",
        '<?xml version="1.0"?><html><head><title/><script src="x"/></head><body><div/><p>{}</p></body></html>',
    ],
)
def test_a_page_is_read_though_its_tags_are_odd(read, page):
    assert read(page.format(FRENCH).encode(), "html").strip() == FRENCH


def test_a_page_that_calls_its_encoding_latin_1_means_that_of_windows(read):
    page = '<meta charset="iso-8859-1"><p>L’œuvre</p>'
    assert read(page.encode("cp1252"), "html") == "L’œuvre"


def epub(chapter, **parts):
    package = '<package><manifest><item id="i" href="a.xhtml"/></manifest><spine><itemref idref="i"/></spine></package>'
    container = '<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>'
    named = {"META-INF/container.xml": container, "book.opf": package, "a.xhtml": chapter}
    return archive(named | {f"META-INF/{name}.xml": content for name, content in parts.items()})


def test_a_book_is_locked_by_the_encryption_of_its_text_and_not_by_that_of_its_fonts(reader, read):
    fonts, text = (
        f'<encryption><EncryptionMethod Algorithm="{way}"/></encryption>'
        for way in ("http://www.idpf.org/2008/embedding", "http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    )
    assert read(epub(f"<p>{FRENCH}</p>", encryption=fonts), "epub") == FRENCH
    with pytest.raises(Exception, match="encrypted"):  # of a class of the reader's own program
        read(epub(b"\x00\x01\x02", encryption=text), "epub")


# RTF


def as_bytes(text, encoding):
    return "".join(letter if letter.isascii() else f"\\'{letter.encode(encoding)[0]:02x}" for letter in text)


FONTS = r"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset178 B;}}"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (r"{\rtf1\ansi\ansicpg1252\cocoartf1 " + "\\\n".join(as_bytes(FRENCH, "cp1252").split()) + "}", FRENCH),
        (r"{\rtf1\ansi\deff1" + FONTS + r"\pard " + as_bytes(ARABIC, "cp1256") + "}", ARABIC),
        (r"{\rtf1\ansi" + FONTS + r"{\ltrch\f0\rtlch\af1 " + as_bytes(ARABIC, "cp1256") + "}}", ARABIC),
        (r"{\rtf1\ansi\deff1" + FONTS + r"{\f0 " + as_bytes(FRENCH, "cp1252") + "}}", FRENCH),
        (r"{\rtf1\mac\ansicpg10000 " + as_bytes(FRENCH, "mac_roman") + "}", FRENCH),
        (r"{\rtf1\ansi{\pict\bin9 }}}{\par!} " + as_bytes(FRENCH, "cp1252") + "}", FRENCH),
        (r"{\rtf1\ansi\uc1 A house \u-10179?\u-8704? here}", "A house 😀 here"),
        (r"{\rtf1\ansi {\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt In a box\par}}}Below}", "In a box Below"),
    ],
    ids=[
        "lines of a Mac",
        "usual font",
        "font of the other direction",
        "another font",
        "Mac",
        "binary",
        "halves",
        "box",
    ],
)
def test_rich_text_of_other_programs_is_read(read, content, text):
    assert read(content.encode(), "rtf").replace("\n", " ") == text


# Office


def named_by_word(kind, name, content):
    """Return a Word file that only names its text, in a part of this kind."""
    parts = {
        "word/document.xml": f"<w:document {W}><w:body/></w:document>",
        "word/_rels/document.xml.rels": f'<R><Relationship Id="a" Type="{RELATION}/{kind}" Target="{name}"/></R>',
    }
    return archive(parts | {f"word/{name}": content})


def test_what_a_word_file_only_names_is_its_text(read):
    page = f"<html><body><p>{ARABIC}</p></body></html>"
    message = MIMEMultipart("related")
    message.attach(MIMEText(page, "html", "utf-8"))
    diagram = f"<d><p><r><t>{FRENCH}</t></r></p></d>"

    assert read(named_by_word("aFChunk", "chunk.html", page), "docx") == ARABIC
    assert read(named_by_word("aFChunk", "chunk.mht", message.as_bytes()), "docx") == ARABIC
    assert (
        read(named_by_word("aFChunk", "chunk.rtf", rf"{{\rtf1\ansi {as_bytes(FRENCH, 'cp1252')}}}"), "docx") == FRENCH
    )
    assert read(named_by_word("aFChunk", "chunk.docx", docx("Inside")), "docx") == ""
    assert read(named_by_word("diagramData", "data1.xml", diagram), "docx") == FRENCH


def test_a_word_file_in_utf_16_is_read(read):
    document = (
        f'<?xml version="1.0" encoding="utf-16"?><w:document {W}><w:p><w:r><w:t>{ARABIC}</w:t></w:r></w:p></w:document>'
    )
    assert read(archive({"word/document.xml": document.encode("utf-16")}), "docx") == ARABIC


def test_an_open_document_of_an_old_program_states_a_document_type_and_is_read(read):
    kind = '<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd">'
    content = f"<office:document {ODF}><text:p>{FRENCH}</text:p></office:document>"
    assert read(archive({"META-INF/manifest.xml": f"{kind}<manifest/>", "content.xml": content}), "odt") == FRENCH


def test_what_is_hidden_in_a_file_of_office_is_not_read(read):
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>shown</w:t></w:r>'
    moved = "<w:moveFrom><w:r><w:t>from</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t> here</w:t></w:r></w:moveTo>"
    assert read(docx(more=f"<w:p>{hidden}{shown}{moved}</w:p>"), "docx") == "shown here"

    slides = {
        f"ppt/slides/slide{n}.xml": f"<p:sld {P} {show}><a:p><a:r><a:t>{n}</a:t></a:r></a:p></p:sld>"
        for n, show in [(1, ""), (2, 'show="0"')]
    }
    deck = archive({**parts_of(pptx("", "")), **slides})
    assert read(deck, "pptx").split() == ["1"]

    sheets = '<sheets><sheet name="One_x0009_" id="a"/><sheet name="Two" state="hidden" id="b"/></sheets>'
    relations = "".join(f'<Relationship Id="{key}" Target="{key}.xml"/>' for key in "ab")
    rows = {f"xl/{key}.xml": f'<row><c t="str"><v>{key}</v></c></row>' for key in "ab"}
    book = {"xl/workbook.xml": sheets, "xl/_rels/workbook.xml.rels": f"<R>{relations}</R>", **rows}
    assert read(archive(book), "xlsx").split() == ["One", "a"]


def test_what_stands_inside_of_a_paragraph_is_one_of_its_own(read):
    note = "<text:note><text:note-citation>1</text:note-citation><text:p>A note</text:p></text:note>"
    assert read(odt(f"Before{note} after"), "odt").split() == ["Before", "A", "note", "after"]
    box = "<w:p><w:r><w:t>Before</w:t></w:r><w:r><w:p><w:r><w:t>A box</w:t></w:r></w:p></w:r></w:p>"
    assert read(docx(more=box), "docx").split() == ["Before", "A", "box"]


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("Pays|Année\nMali|2015", "Pays Année Mali 2015"),
        ("sep=#\nPays#Année, mois\nMali#2015", "Pays Année, mois Mali 2015"),
        (f'Pays;"{"x " * 100_000}\nMali;2015', f"Pays {'x ' * 100_000} Mali;2015"),
    ],
    ids=["bars", "what the file states", "a quotation mark that is not closed"],
)
def test_a_table_of_any_separator_is_read_whole(read, table, text):
    assert read(table.encode(), "csv").split() == text.split()


def test_a_book_names_its_package_as_an_address_does(read):
    container = '<container><rootfiles><rootfile full-path="O%20E/book.opf"/></rootfiles></container>'
    package = '<package><manifest><item id="i" href="a.xhtml"/></manifest><spine><itemref idref="i"/></spine></package>'
    parts = {"META-INF/container.xml": container, "O E/book.opf": package, "O E/a.xhtml": f"<p>{FRENCH}</p>"}
    assert read(archive(parts), "epub") == FRENCH


# What looks wrong


def test_single_letters_look_wrong_where_they_were_drawn_and_not_in_a_table():
    marks = "x y x x y x " * 20
    assert looks_wrong(marks)
    assert not looks_wrong(marks, is_drawn=False)


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("اتفق اDŽشركاء عǁى اDŽعمل من أجل اDŽهجرة في أفريقيا مع اƾتحاد اƾوروبي إDŽى أن تنتهي هذه اDŽخطة", True),
        (f"{ARABIC} وثيقة المفوضية COM(2006)743 حول الهجرة", False),
    ],
)
def test_latin_letters_inside_of_arabic_words_look_wrong(text, is_wrong):
    assert looks_wrong(text) is is_wrong
