"""The sizes of pictures: made outside of the site's processes, and as they would be made inside."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFile
from PIL.ExifTags import Base
from wagtail.images.models import Filter, SourceImageIOError

from mme_site.files.models import Rendition, SiteImage
from mme_site.files.pictures import filters
from tests.helpers.reading import read
from tests.helpers.uploads import picture, saved_image

pytestmark = pytest.mark.django_db

RED, GREEN, BLUE = (200, 0, 0), (0, 200, 0), (0, 0, 200)
CLEAR = (0, 0, 0, 0)
ON_ITS_SIDE = 6  # the camera was turned to the left: the top of what it saw is at the right of its lines


@pytest.fixture
def decoded(monkeypatch):
    """Return the list of all pictures that this process decodes from now on."""
    pictures, load = [], ImageFile.ImageFile.load

    def noted(self):
        pictures.append(self.size)
        return load(self)

    monkeypatch.setattr(ImageFile.ImageFile, "load", noted)
    return pictures


def halves(left, right, kind, mode="RGB", size=(1200, 600), exif=None):
    """Return a stored picture of two colours, side by side."""
    drawn = Image.new(mode, size, right)
    drawn.paste(left, (0, 0, size[0] // 2, size[1]))
    written = io.BytesIO()
    drawn.save(written, kind, **({"exif": exif} if exif else {}))
    file = SimpleUploadedFile(f"halves.{kind.lower()}", written.getvalue())
    return SiteImage.objects.create(title="Halves", file=file)


def opened(rendition):
    return Image.open(io.BytesIO(rendition.file.open("rb").read()))


def colours(rendition):
    """Return the colours at the left and the right, and at the top and the bottom."""
    shown = opened(rendition).convert("RGBA")
    width, height = shown.size
    places = [(width // 8, height // 2), (width * 7 // 8, height // 2), (width // 2, height // 8)]
    return [shown.getpixel(place) for place in [*places, (width // 2, height * 7 // 8)]]


def is_near(colour, wanted):
    return all(abs(one - other) < 12 for one, other in zip(colour, wanted, strict=False))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "AVIF"])
def test_no_screen_of_editors_decodes_a_picture(admin_client, decoded, kind):
    sent = {"title": "Upload", "files[]": picture(f"picture.{kind.lower()}", kind=kind), "collection": 1}
    uploaded = json.loads(admin_client.post("/admin/images/multiple/add/", sent).content)
    assert uploaded["success"]

    key = uploaded["image_id"]
    for address in ("/admin/images/", f"/admin/images/{key}/", f"/admin/images/{key}/delete/"):
        assert admin_client.get(address).status_code == 200
    for address in ("", "results/", f"chosen/{key}/", f"{key}/select_format/"):
        assert "picture" in admin_client.get(f"/admin/images/chooser/{address}").text

    assert {"max-165x165", "max-800x600", "original"} <= set(Rendition.objects.values_list("filter_spec", flat=True))
    assert decoded == []


def test_no_page_decodes_a_picture(client, tree, decoded):
    value = {"image": {"image": saved_image(), "alt_text": "Ministers", "decorative": False}}

    assert read(client, tree.page(body=[("picture", value)]).url).select_one("main picture img")
    assert decoded == []


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "AVIF"])
def test_a_size_is_that_which_wagtail_makes(kind):
    image = halves(RED, BLUE, kind)
    for spec in ("max-165x165", "max-800x600", "fill-600x338", *filters(image)[::3]):
        inside = io.BytesIO()
        made = image.get_rendition(spec)
        Filter(spec).run(image, inside)

        shown = opened(made)
        assert (made.width, made.height) == shown.size == Image.open(inside).size
        assert shown.format == Image.open(inside).format
        assert is_near(colours(made)[0], RED)
        assert is_near(colours(made)[1], BLUE)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_taken_on_its_side_stands_upright(kind):
    exif = Image.Exif()
    exif[Base.Orientation] = ON_ITS_SIDE
    image = halves(RED, BLUE, kind, exif=exif)

    made = image.get_rendition("max-165x165")

    assert (made.width, made.height) == (82, 165)
    assert is_near(colours(made)[2], RED)
    assert is_near(colours(made)[3], BLUE)
    assert not opened(made).getexif().get(Base.Orientation)


def test_what_is_clear_stays_clear_and_is_white_where_it_cannot(client):
    image = halves(CLEAR, (*BLUE, 255), "PNG", "RGBA")

    assert colours(image.get_rendition("max-165x165"))[0][3] == 0
    assert colours(image.get_rendition("max-165x165|format-webp"))[0][3] == 0
    assert is_near(colours(image.get_rendition("max-165x165|format-jpeg"))[0], (255, 255, 255))


def test_a_size_is_cut_around_the_focal_point_and_anew_when_that_moves():
    image = halves(RED, BLUE, "JPEG")

    def centred_at(x):
        image.focal_point_x, image.focal_point_y = x, 300
        image.focal_point_width = image.focal_point_height = 100
        image.save()
        return colours(image.get_rendition("fill-100x200"))[:2]

    assert all(is_near(colour, RED) for colour in centred_at(100))
    assert all(is_near(colour, BLUE) for colour in centred_at(1100))


def test_the_original_is_the_file_as_it_is_with_all_that_moves():
    frames = [Image.new("RGB", (300, 200), colour) for colour in (RED, GREEN, BLUE)]
    written = io.BytesIO()
    frames[0].save(written, "GIF", save_all=True, append_images=frames[1:])
    image = SiteImage.objects.create(title="Moving", file=SimpleUploadedFile("a.gif", written.getvalue()))

    original = image.get_rendition("original")

    assert original.file.open("rb").read() == written.getvalue()
    assert (original.width, original.height) == (300, 200)
    assert opened(image.get_rendition("max-165x165")).size == (165, 110)


def test_a_line_of_a_pixel_has_its_sizes():
    image = SiteImage.objects.create(title="Line", file=picture(size=(1, 3000)))

    assert image.get_rendition("width-400").height == 3000


def test_a_picture_that_is_too_much_for_the_other_process_is_no_picture(monkeypatch):
    monkeypatch.setattr("mme_site.files.picture_sizes.MEMORY", 32 * 1024**2)  # bytes

    with pytest.raises(SourceImageIOError):
        saved_image().get_rendition("max-165x165")
