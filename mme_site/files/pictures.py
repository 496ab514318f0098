"""Pictures as pages show them: in modern formats with one that every browser knows, in the widths of screens."""

from wagtail.images.models import Filter, Picture
from wagtail.images.shortcuts import get_renditions_or_not_found

FORMATS = ("avif", "webp", "jpeg")  # a browser takes the first that it knows
WIDTHS = (400, 800, 1200)  # pixels; the column of text is 640 pixels wide, and twice as many on a fine screen
SIZES = "(max-width: 42rem) 100vw, 40rem"


def filters(image):
    """Return the filters of all renditions; none is wider than the picture, and no width comes twice."""
    widths = sorted({min(width, image.width) for width in WIDTHS})
    return Filter.expand_spec(f"format-{{{','.join(FORMATS)}}}|width-{{{','.join(map(str, widths))}}}")


def picture(image):
    """Return what renders as a <picture> element with every rendition, its size, and loaded when it comes near."""
    renditions = get_renditions_or_not_found(image, [Filter(spec) for spec in filters(image)])
    return Picture(renditions, {"sizes": SIZES, "loading": "lazy", "decoding": "async"})
