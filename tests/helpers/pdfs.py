"""PDFs made of a few lines: with pages, an outline and words, and others that mean harm."""

import zlib


def pdf(pages=2, outline=(), size=(595, 842), content=b"BT /F1 40 Tf 72 700 Td (Declaration) Tj ET"):
    """Return a PDF with an outline of (title, page) pairs, pages counting from 1; the size is in points."""
    first_page, first_entry = 5, 5 + pages
    kids = " ".join(f"{first_page + number} 0 R" for number in range(pages))
    objects = {
        1: f"<< /Type /Catalog /Pages 2 0 R {'/Outlines 3 0 R' if outline else ''} >>".encode(),
        2: f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        3: f"<< /Type /Outlines /First {first_entry} 0 R /Last {first_entry + len(outline) - 1} 0 R >>".encode(),
        4: stream(content),
    }
    for number in range(pages):
        objects[first_page + number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] /Contents 4 0 R /Resources "
            "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
        ).encode()
    for number, (title, page) in enumerate(outline):
        key = first_entry + number
        following = f"/Next {key + 1} 0 R" if number + 1 < len(outline) else ""
        target = f"/Dest [{first_page + page - 1} 0 R /Fit]" if page else ""
        objects[key] = f"<< /Title {text(title)} /Parent 3 0 R {following} {target} >>".encode()
    return written(objects)


def text(words):
    """Return words as a string of a PDF, in UTF-16 with a byte order mark (ISO 32000-1, 7.9.2.2)."""
    return "<feff" + words.encode("utf-16-be").hex() + ">"


def stream(content):
    packed = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


def written(objects):
    """Return a file of these objects, numbered, with its table of cross-references."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, content in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (max(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % places[number] for number in sorted(objects))
    return bytes(out) + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, start)


def circular_outline():
    """Return a PDF whose outline never ends: its only entry is followed by itself."""
    return pdf(1, [("Round", 1)]).replace(b"/Parent 3 0 R  /Dest", b"/Next 6 0 R /Dest")


def endless_drawing():
    """Return a PDF whose page takes minutes to draw: a million transparent fields over one another."""
    return pdf(1, content=b"0 0 595 842 re f* " * 3_000_000)


def locked():
    """Return a PDF that opens with a password only."""
    keys = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<00><00>]"
    return pdf(1).replace(b"/Root 1 0 R", f"/Root 1 0 R {keys}".encode())
