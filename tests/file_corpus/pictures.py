"""Pictures that are taken, and pictures that would take a page down."""

import io
import struct
import zlib

from PIL import Image, ImageCms, ImageDraw
from PIL.PngImagePlugin import PngInfo

WELL, REFUSED = {"state": "taken"}, {"state": "refused"}


def make(folder):
    found = {}
    (folder / "picture").mkdir(exist_ok=True)
    for name, (data, expected) in files().items():
        (folder / "picture" / name).write_bytes(data)
        found[f"picture/{name}"] = expected
    return found


def drawn(size=(320, 240), mode="RGB"):
    picture = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((10, 10, size[0] - 10, size[1] - 10), fill=(200, 60, 40))
    return picture.convert(mode)


def written(picture, kind, **options):
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def many_scans():
    """Return a progressive JPEG whose last scan comes again and again; of a large one each takes milliseconds."""
    once = written(drawn((40, 30)), "JPEG", progressive=True)
    last = once.rindex(b"\xff\xda")
    return once[:last] + once[last:-2] * 150 + once[-2:]


def files():
    text = PngInfo()
    text.add_text("comment", "x" * 3_000_000, zip=True)
    jpeg, png = written(drawn(), "JPEG", quality=60), written(drawn(), "PNG")
    frames = [drawn((60, 60)).rotate(angle) for angle in range(0, 90, 10)]
    turned = Image.Exif()
    turned[0x0112] = 6
    screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    much = b"Exif\0\0MM\0*\0\0\0\x08\0\0" + bytes(100_000)
    return {
        "photo.jpg": (jpeg, WELL),
        "drawing.png": (png, WELL),
        "palette.png": (written(drawn(mode="P"), "PNG"), WELL),
        "grey.png": (written(drawn(mode="L"), "PNG"), WELL),
        "see-through.png": (written(drawn(mode="RGBA"), "PNG"), WELL),
        "one-bit.png": (written(drawn(mode="1"), "PNG"), WELL),
        "cmyk.jpg": (written(drawn(mode="CMYK"), "JPEG"), WELL),
        "progressive.jpg": (written(drawn(), "JPEG", progressive=True), WELL),
        "turned.jpg": (written(drawn(), "JPEG", exif=turned), WELL),
        "still.gif": (written(drawn(mode="P"), "GIF"), WELL),
        "moving.gif": (written(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100), WELL),
        "photo.webp": (written(drawn(), "WEBP"), WELL),
        "photo.avif": (written(drawn(), "AVIF"), WELL),
        "one-pixel.png": (written(drawn().resize((1, 1)), "PNG"), WELL),
        "many-scans.jpg": (many_scans(), REFUSED),
        "long.png": (written(Image.new("1", (600, 17_000)), "PNG"), REFUSED),
        "wide.png": (written(Image.new("1", (17_000, 600)), "PNG"), REFUSED),
        "hundred-megapixels.png": (written(Image.new("1", (10_000, 10_000)), "PNG"), REFUSED),
        "says-a-billion-pixels.png": (sized(png, 40_000, 40_000), REFUSED),
        "text-of-3-megabytes.png": (written(drawn(), "PNG", pnginfo=text), REFUSED),
        "cut.jpg": (jpeg[: len(jpeg) // 2], REFUSED),
        "cut.png": (png[: len(png) * 2 // 3], REFUSED),
        "cut.webp": (written(drawn(), "WEBP", lossless=True)[:-200], REFUSED),
        "cut.gif": (written(drawn(mode="P"), "GIF")[:300], REFUSED),
        "print-with-the-profile-of-a-screen.jpg": (written(drawn(mode="CMYK"), "JPEG", icc_profile=screen), REFUSED),
        "print-with-a-broken-profile.jpg": (written(drawn(mode="CMYK"), "JPEG", icc_profile=b"none" * 50), REFUSED),
        "much-about-itself.webp": (written(drawn(), "WEBP", exif=much), REFUSED),
        "large-profile.webp": (written(drawn(), "WEBP", icc_profile=bytes(300_000)), REFUSED),
        "moving.png": (written(frames[0], "PNG", save_all=True, append_images=frames[1:]), REFUSED),
        "moving.avif": (written(frames[0], "AVIF", save_all=True, append_images=frames[1:]), REFUSED),
        "noise.png": (png[:40] + bytes(500), REFUSED),
        "sixteen-bits.png": (written(Image.new("I;16", (50, 50)), "PNG"), REFUSED),
    }


def sized(png, width, height):
    """Return a PNG whose header states another size (PNG, 11.2.1)."""
    header = png[12:16] + struct.pack(">II", width, height) + png[24:29]
    return png[:12] + header + struct.pack(">I", zlib.crc32(header)) + png[33:]
