"""Word, PowerPoint and OpenDocument files made of a few lines, and others that mean harm."""

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
P = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
)
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'


def archive(parts):
    """Return an archive of {name: content}."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return written.getvalue()


def parts_of(content):
    """Return the parts of an archive by their names."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def docx(*paragraphs, title="", language="", more=""):
    lines = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    return archive(
        {
            "word/document.xml": f"<w:document {W}><w:body>{lines}{more}</w:body></w:document>",
            "docProps/core.xml": f"<x {DC}><dc:title>{title}</dc:title><dc:language>{language}</dc:language></x>",
        }
    )


def odt(*paragraphs):
    lines = "".join(f"<text:p>{text}</text:p>" for text in paragraphs)
    return archive({"content.xml": f"<office:document {ODF}><office:body>{lines}</office:body></office:document>"})


def odp(*slides):
    pages = "".join(f"<draw:page><text:p>{text}</text:p></draw:page>" for text in slides)
    return archive({"content.xml": f"<office:document {ODF}>{pages}</office:document>"})


def pptx(*slides, order=None):
    """Return slides whose files are numbered as given, and shown in `order`."""
    numbers = order or range(1, len(slides) + 1)
    parts = {
        f"ppt/slides/slide{number}.xml": f"<p:sld {P}><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>"
        for number, text in enumerate(slides, 1)
    }
    ids = "".join(f'<p:sldId id="{255 + number}" r:id="rId{number}"/>' for number in numbers)
    targets = "".join(f'<Relationship Id="rId{n}" Target="slides/slide{n}.xml"/>' for n in numbers)
    return archive(
        {
            "ppt/presentation.xml": f"<p:presentation {P}>{ids}</p:presentation>",
            "ppt/_rels/presentation.xml.rels": f"<Relationships>{targets}</Relationships>",
            **parts,
        }
    )


def bomb():
    """Return a Word file of 300 KB that unpacks to 300 MB."""
    return archive({"word/document.xml": f"<w:document {W}>" + " " * (300 * 1024**2)})


def billion_laughs():
    """Return a Word file whose one word stands for a billion."""
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    text = f"<w:document {W}><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:document>"
    return archive({"word/document.xml": f"<!DOCTYPE x [{entities}]>{text}"})


def linking(ending, address):
    """Return an ODT or ODP file with pictures that lie elsewhere: as background, within a drawing; or on a slide."""
    kind = {"odt": "text", "odp": "presentation"}[ending]
    media = f"application/vnd.oasis.opendocument.{kind}"
    shown = 'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
        for name, urn in [("style", "style"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible")]
    )

    def frame(target):
        return f'<draw:frame svg:width="5cm" svg:height="5cm"><draw:image xlink:href="{target}" {shown}/></draw:frame>'

    body = {
        "odt": f'<text:p text:style-name="A">Text</text:p><text:p>{frame("Pictures/a.svg")}</text:p>',
        "odp": f"<draw:page>{frame(address)}</draw:page>",
    }[ending]
    background = f'<style:background-image xlink:href="{address}" {shown}/>'
    style = (
        '<style:style style:name="A" style:family="paragraph">'
        f"<style:paragraph-properties>{background}</style:paragraph-properties></style:style>"
    )
    entries = "".join(
        f'<m:file-entry m:full-path="{path}" m:media-type="{of}"/>'
        for path, of in [("/", media), ("content.xml", "text/xml"), ("Pictures/a.svg", "image/svg+xml")]
    )
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    xlink = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
    return archive(
        {
            "mimetype": media,
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{manifest}">{entries}</m:manifest>',
            "content.xml": f"<office:document-content {ODF}{names} {xlink}>"
            f"<office:automatic-styles>{style}</office:automatic-styles>"
            f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>",
            "Pictures/a.svg": f'<svg xmlns="http://www.w3.org/2000/svg" {xlink} width="200" height="200">'
            f'<image xlink:href="{address}" width="200" height="200"/></svg>',
        }
    )
