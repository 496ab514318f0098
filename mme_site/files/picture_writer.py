"""Makes sizes of a picture that anybody may have made: run as a program of its own, never imported by the site.

The file comes in at standard input; as arguments the size of the upright picture, and for each size to make the steps,
each a method of Willow's pictures with what it is given, null for the file to write (picture_sizes.py). Out comes a
line of JSON: the files in base64, or that the picture is on its side and the steps are not for it, or why nothing can
be made. run_limited.py runs it.
"""

import base64
import io
import json
import sys
from typing import Any

from django.conf import settings
from PIL import Image, ImageOps
from PIL.ExifTags import Base

KINDS = ["PNG", "JPEG", "GIF", "WEBP", "AVIF"]
ON_ITS_SIDE = (5, 6, 7, 8)  # values of the orientation (Exif 2.32, 4.6.4)
FINER = 2  # times the size that is wanted, so that a JPEG read in parts looks as if it were read whole
Steps = list[list[Any]]  # each of a name, a list of arguments, and options by name


def main(size: list[int], plans: list[Steps]) -> None:
    Image.init()
    Image.MAX_IMAGE_PIXELS = None  # uploads are checked, and memory and time are limited
    try:
        picture = Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=KINDS)
        is_turned = picture.getexif().get(Base.Orientation) in ON_ITS_SIDE
        if size != list(picture.size[::-1] if is_turned else picture.size):
            return send({"turned": True})
        whole = ["crop", [[0, 0, *size]], {}]
        if all(whole in steps for steps in plans):
            plans = [[step for step in steps if step != whole] for steps in plans]
            read_smaller(picture, is_turned, plans)
        ImageOps.exif_transpose(picture, in_place=True)
        send({"made": [base64.b64encode(made(picture, steps)).decode() for steps in plans]})
    except Exception as error:  # whatever a decoder raises: this process is there for it
        send({"problem": repr(error)[:200]})


def read_smaller(picture: Image.Image, is_turned: bool, plans: list[Steps]) -> None:
    """Have a JPEG decoded in an eighth, a quarter or half of its size where that is enough; nothing else can be."""
    sizes = [arguments[0] for steps in plans for name, arguments, _options in steps if name == "resize"]
    width, height = (FINER * max(sides) for sides in zip(*sizes, strict=True))
    picture.draft(None, (height, width) if is_turned else (width, height))


def made(picture: Image.Image, steps: Steps) -> bytes:
    from willow.plugins.pillow import PillowImage  # needs Django's settings

    willow, output = PillowImage(picture), io.BytesIO()
    for name, arguments, options in steps:
        willow = getattr(willow, name)(*(output if each is None else each for each in arguments), **options)
    return output.getvalue()


def send(facts: dict[str, Any]) -> None:
    print(json.dumps(facts), flush=True)


if __name__ == "__main__":
    settings.configure()  # Willow asks Django for programs that make files smaller, of which there are none
    main(*map(json.loads, sys.argv[1:]))
