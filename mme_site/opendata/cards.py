"""The picture of a page that is shown where a link to it is shared: title, date and place, in its language."""

import io
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, get_language_bidi
from PIL import Image, ImageDraw, ImageFont, features

FONTS = Path(__file__).parent / "fonts"
SIZE = WIDTH, HEIGHT = 1200, 630  # as those who show it ask for
MARGIN = 80
PAPER, INK, QUIET = "#f6f6f2", "#171c24", "#545c68"
THREADS = ("#c8682c", "#6d7ddb")
MOST_LINES = 5


def can_draw() -> bool:
    """Return True where letters can be joined as the reader's script joins them: Arabic needs FriBiDi and Raqm."""
    return not get_language_bidi() or features.check("raqm")


def card(request: HttpRequest, page: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """Answer with the picture of a page."""
    if not can_draw():
        return HttpResponse(status=404)
    title, below = words_of(page)
    content = io.BytesIO()
    drawn(title, below, get_language() or "en", get_language_bidi()).save(content, "PNG", optimize=True)
    return HttpResponse(content.getvalue(), content_type="image/png")


def words_of(page: Any) -> tuple[str, str]:
    """Return the title, and what stands below it: the date and the place, as far as the page states them."""
    place = getattr(page, "place_name", "") or (getattr(page, "place", "") if hasattr(page, "start_date") else "")
    return page.title, " · ".join(filter(None, [str(getattr(page, "date_text", "")), str(place)]))


@cache
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"{name}.ttf"), size)


def drawn(title: str, below: str, language: str, is_rtl: bool) -> Image.Image:
    """Return the picture, written from the side on which the language begins."""
    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    for number, colour in enumerate(THREADS):
        draw.rectangle((0, number * 14, WIDTH, number * 14 + 13), fill=colour)
    options: dict[str, Any] = {"anchor": "ra" if is_rtl else "la"}
    if features.check("raqm"):
        options |= {"direction": "rtl" if is_rtl else "ltr", "language": language}
    side = WIDTH - MARGIN if is_rtl else MARGIN
    for size in (64, 54, 46, 38):
        lines = wrapped(title, font("DejaVuSans-Bold", size))
        if len(lines) <= MOST_LINES:
            break
    top = 110
    for line in lines[:MOST_LINES]:
        draw.text((side, top), line, font=font("DejaVuSans-Bold", size), fill=INK, **options)
        top += int(size * 1.4)
    draw.text((side, HEIGHT - 150), below, font=font("DejaVuSans", 36), fill=QUIET, **options)
    draw.text((side, HEIGHT - 90), "MME", font=font("DejaVuSans-Bold", 30), fill=INK, **options)
    return picture


def wrapped(text: str, letters: ImageFont.FreeTypeFont) -> list[str]:
    """Return a text in lines that fit."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and letters.getlength(longer) > WIDTH - 2 * MARGIN:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line]
