"""Pictures that are small enough for the repository."""

import io

from PIL import Image

COLOURS = 96  # in the palette of a picture; the pages use few, and the files stay small


def in_few_colours(shown):
    """Return a picture, given as the bytes of a PNG file, with a palette."""
    return Image.open(io.BytesIO(shown)).convert("RGB").quantize(COLOURS)
