"""Small files of the kind that the site holds: real PDFs of one or two pages."""

import zlib


def pdf(title, symbol, pages):
    """Return a PDF whose pages show its symbol, and which has a title in any script."""
    kids = " ".join(f"{5 + number} 0 R" for number in range(pages))
    drawn = zlib.compress(f"BT /F1 24 Tf 72 700 Td ({escaped(symbol)}) Tj ET".encode("latin-1", "replace"))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        f"<< /Title <feff{title.encode('utf-16-be').hex()}> >>".encode(),  # ISO 32000-1, 7.9.2.2
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        *[
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources "
            b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
        ]
        * pages,
    ]
    return written(objects)


def escaped(text):
    """Return a text in which a PDF finds no end of it (ISO 32000-1, 7.3.4.2)."""
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def written(objects):
    """Return a file of these objects, the first of them its catalogue and the third its facts."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start, size = len(out), len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out) + b"trailer\n<< /Size %d /Root 1 0 R /Info 3 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
