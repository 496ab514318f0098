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

from PIL import Image, ImageCms

KINDS = ["PNG", "JPEG", "GIF", "WEBP", "AVIF"]
SHOWN_AS = ("WEBP", "AVIF", "JPEG")
MOST_TEXT = 1024**2  # letters of what a picture says of itself
MOST_EXIF = 65_000  # bytes; a JPEG takes no more, and each size of a picture carries it
MOST_PROFILE = 256 * 1024  # bytes, likewise; those of print are larger, and are not carried on
MOST_SCANS = 100  # in which a JPEG comes; cameras and programs write a dozen, and each is a pass over all pixels
SCAN = b"\xff\xda"  # its marker (ITU-T T.81, table B.1)
SAMPLE = (64, 64)  # pixels


def main(most_pixels: int, longest_side: int) -> None:
    Image.init()  # every kind, which `open` asks for by its name
    Image.MAX_IMAGE_PIXELS = None  # what it would refuse is refused below, before anything is decoded
    data = sys.stdin.buffer.read()
    try:
        picture = Image.open(io.BytesIO(data), formats=KINDS)
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
        if picture.format == "JPEG" and data.count(SCAN) > MOST_SCANS:
            return send({**facts, "problem": "memory"})
        if picture.mode.startswith(("I", "F")):
            return send({**facts, "problem": "bits"})
        for frame in range(frames):
            picture.seek(frame)
            picture.load()
        picture.seek(0)
        if carries_too_much(picture):
            return send({**facts, "problem": "metadata"})
        picture.thumbnail(SAMPLE)
        if not has_usable_profile(picture):
            return send({**facts, "problem": "profile"})
        sample = picture.convert("RGB")
        for kind in SHOWN_AS:
            sample.save(io.BytesIO(), kind)
    except MemoryError:
        return send({**facts, "problem": "memory"})
    except Exception:  # as above: whatever a decoder raises
        return send({**facts, "problem": "unreadable"})
    return send({**facts, "problem": ""})


def carries_too_much(picture: Image.Image) -> bool:
    texts = sum(len(value) for value in picture.info.values() if isinstance(value, str))
    profile = 0 if picture.mode == "CMYK" else len(picture.info.get("icc_profile") or b"")
    return texts > MOST_TEXT or profile > MOST_PROFILE or len(picture.info.get("exif") or b"") > MOST_EXIF


def has_usable_profile(picture: Image.Image) -> bool:
    """Return False where the colours of print cannot be made those of a screen, as Willow does for each size."""
    profile = picture.info.get("icc_profile")
    if picture.mode != "CMYK" or not profile:
        return True
    try:
        ImageCms.profileToProfile(
            picture, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (OSError, ImageCms.PyCMSError):
        return False
    return True


def send(facts: dict[str, Any]) -> None:
    print(json.dumps(facts), flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
