"""Reads a PDF that anybody may have made: run as a program of its own, never imported by the site.

The file comes in at standard input. Out come lines of JSON: first the number of pages
and the outline, then a line for each picture of the first page, so that what was read is
kept where drawing fails. run_limited.py runs it: the limits hold for this process alone, and
it has no environment, so a file that breaks the reader finds no secret and harms nothing else.
"""

import base64
import io
import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

sys.path.insert(0, str(Path(__file__).parent / "text" / "readers"))  # they import nothing of the site either

import pdf_opening

MOST_ENTRIES, MOST_LEVELS, MOST_LETTERS = 200, 3, 200  # of an outline and of its titles
WIDEST, TALLEST, LEAST = 480, 960, 24  # pixels of the picture that is drawn
REDUCED = (1, 2)  # times: that picture, and one of half its width
# How each format is written, tried in this order until the picture is small enough.
FORMATS: dict[str, list[dict[str, Any]]] = {
    "avif": [{"quality": quality, "speed": 6, "max_threads": 1} for quality in (55, 40, 25)],
    "webp": [{"quality": quality, "method": 6} for quality in (70, 50, 25)],
    "jpeg": [{"quality": quality, "optimize": True} for quality in (75, 55, 30)],
}
MOST_BYTES = 20 * 1024  # of one picture: a page of text takes about 10 KB


def main() -> None:
    pdf = pdf_opening.opened(sys.stdin.buffer.read())
    pages = pdf_opening.number_of_pages(pdf)
    send({"pages": pages, "outline": list(islice(outline(pdf, pages), MOST_ENTRIES))})
    for picture in pictures(pdf[0]):
        send(picture)


def send(facts: dict[str, Any]) -> None:
    print(json.dumps(facts), flush=True)


def outline(pdf: pypdfium2.PdfDocument, pages: int) -> Iterator[tuple[int, str, int]]:
    """Yield (level, title, page) of each entry that has a title; levels and pages count from 1, 0 is no page."""
    for entry in pdf.get_toc(max_depth=MOST_LEVELS):
        title = " ".join(pdf_opening.stated(entry.get_title).split())[:MOST_LETTERS]
        target = entry.get_dest()
        index = target.get_index() if target else None
        if title:
            yield entry.level + 1, title, index + 1 if index is not None and 0 <= index < pages else 0


def pictures(page: pypdfium2.PdfPage) -> Iterator[dict[str, Any]]:
    """Yield a page as a picture in each width and format; a page that is no more than a line has none."""
    width, height = page.get_size()
    scale = min(WIDEST / width, TALLEST / height)
    drawn = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    if min(drawn.size) < LEAST:
        return
    for times in REDUCED:
        picture = drawn.reduce(times)
        for name, ways in FORMATS.items():
            content = base64.b64encode(compressed_within_limit(picture, name, ways)).decode()
            yield {"format": name, "width": picture.width, "height": picture.height, "content": content}


def compressed_within_limit(picture: Image.Image, name: str, ways: list[dict[str, Any]]) -> bytes:
    """Return the picture in the first way of writing that keeps to MOST_BYTES, else in the last one."""
    for options in ways:
        written = io.BytesIO()
        picture.save(written, name, **options)
        if written.tell() <= MOST_BYTES:
            break
    return written.getvalue()


if __name__ == "__main__":
    main()
