"""Writes a PDF of paragraphs with Pango and Cairo to standard output: `pango_page.py FONT PARAGRAPH …`."""

import io
import sys

import cairo
import gi

gi.require_version("PangoCairo", "1.0")
from gi.repository import Pango, PangoCairo  # noqa: E402  # after its version is required


def main(font, *paragraphs):
    written = io.BytesIO()
    surface = cairo.PDFSurface(written, 595, 842)
    context = cairo.Context(surface)
    layout = PangoCairo.create_layout(context)
    layout.set_width(500 * Pango.SCALE)
    layout.set_font_description(Pango.FontDescription(f"{font} 14"))
    layout.set_text("\n".join(paragraphs), -1)
    context.move_to(40, 40)
    PangoCairo.show_layout(context, layout)
    surface.finish()
    sys.stdout.buffer.write(written.getvalue())


if __name__ == "__main__":
    main(*sys.argv[1:])
