"""Checks a picture that anybody may have made: run as a program of its own, never imported by the site.

The file comes in at standard input, the most pixels and the longest side as arguments. Out
comes a line of JSON: its size and frames, and after it has been decoded and written in the formats of
pages, that it can be shown, or why it cannot. run_limited.py runs it, so that a file that
takes all memory or time ends this process only.
"""

import io
import json
import sys
from typing import Any

from PIL import Image

KINDS = ["PNG", "JPEG", "GIF", "WEBP", "AVIF"]
SHOWN_AS = ("WEBP", "AVIF", "JPEG")
MOST_TEXT = 1024**2  # letters of what a picture says of itself
SAMPLE = (64, 64)  # pixels


def main(most_pixels: int, longest_side: int) -> None:
    Image.init()  # every kind, which `open` asks for by its name
    Image.MAX_IMAGE_PIXELS = None  # what it would refuse is refused below, before anything is decoded
    try:
        picture = Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=KINDS)
    except ValueError:  # Pillow's own limit on compressed text
        return send({"problem": "metadata"})
    except Exception:  # Pillow raises of every kind on what is no picture, and this process is there for it
        return send({"problem": "unreadable"})
    width, height = picture.size
    facts: dict[str, Any] = {"width": width, "height": height}
    try:
        facts["frames"] = frames = getattr(picture, "n_frames", 1)
        if width * height * frames > most_pixels:
            return send({**facts, "problem": "pixels"})
        if max(width, height) > longest_side:
            return send({**facts, "problem": "side"})
        if picture.mode.startswith(("I", "F")):
            return send({**facts, "problem": "bits"})
        for frame in range(frames):
            picture.seek(frame)
            picture.load()
        picture.seek(0)
        if sum(len(value) for value in picture.info.values() if isinstance(value, str)) > MOST_TEXT:
            return send({**facts, "problem": "metadata"})
        sample = picture.convert("RGB")
        sample.thumbnail(SAMPLE)
        for kind in SHOWN_AS:
            sample.save(io.BytesIO(), kind)
    except MemoryError:
        return send({**facts, "problem": "memory"})
    except Exception:  # as above: whatever a decoder raises
        return send({**facts, "problem": "unreadable"})
    return send({**facts, "problem": ""})


def send(facts: dict[str, Any]) -> None:
    print(json.dumps(facts), flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
