"""Pictures as pages show them: in modern formats with one that every browser knows, in the widths of screens."""

from wagtail.images.models import AbstractImage, Filter, Picture
from wagtail.images.shortcuts import get_renditions_or_not_found

from mme_site.core import clock

FORMATS = ("avif", "webp", "jpeg")  # a browser takes the first that it knows
WIDTHS = (400, 800, 1200)  # pixels; the column of text is 640 pixels wide, and twice as many on a fine screen
SIZES = "(max-width: 42rem) 100vw, 40rem"


def filters(image: AbstractImage) -> list[str]:
    """Return the filters of all renditions; none is wider than the picture, and no width comes twice."""
    widths = sorted({min(width, image.width) for width in WIDTHS})
    return Filter.expand_spec(f"format-{{{','.join(FORMATS)}}}|width-{{{','.join(map(str, widths))}}}")


def picture(image: AbstractImage) -> Picture | None:
    """Return what renders as a <picture> element with every rendition, its size, and loaded when it comes near.

    None of a picture whose renditions cannot be made: the page goes without it. At another moment, where nothing is
    written, with those that are there (docs/decisions/0027).
    """
    if image.is_broken:
        return None
    wanted = [Filter(spec) for spec in filters(image)]
    if clock.is_moved():
        made = image.find_existing_renditions(*wanted)
        renditions = {one.spec: made[one] for one in wanted if one in made}
    else:
        renditions = get_renditions_or_not_found(image, wanted)
    if not renditions or not all(rendition.width for rendition in renditions.values()):
        return None
    return Picture(renditions, {"sizes": SIZES, "loading": "lazy", "decoding": "async"})
