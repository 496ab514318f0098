"""Pictures of editors: in small formats, in the width of the screen, and never moving the text."""

import pytest

from mme_site.files.models import Rendition, SiteImage
from tests.reading import read
from tests.uploads import picture, saved_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(client, tree):
    """Return the <picture> that a page shows of an image."""

    def show(image, **block):
        value = {"image": {"image": image, "alt_text": "Ministers at a table", "decorative": False}, **block}
        page = tree.page(body=[("picture", value)])
        return read(client, page.url).select_one("main picture")

    return show


def test_a_picture_is_offered_in_small_formats_with_one_that_every_browser_knows(shown):
    found = shown(saved_image())

    assert [source["type"] for source in found.find_all("source")] == ["image/avif", "image/webp"]
    assert found.img["src"].endswith(".jpg")


def test_a_picture_is_offered_in_the_widths_of_screens(client, shown):
    image = SiteImage.objects.create(title="Picture", file=picture(size=(2000, 1000)))

    for node in shown(image).find_all(["source", "img"]):
        offered = [each.split() for each in node["srcset"].split(", ")]
        assert [width for _address, width in offered] == ["400w", "800w", "1200w"]
        assert {client.get(address).status_code for address, _width in offered} == {200}
        assert node.get("sizes")


def test_a_small_picture_is_offered_in_no_width_twice(shown):
    assert [each.split()[1] for each in shown(saved_image()).img["srcset"].split(", ")] == ["400w", "640w"]


def test_a_picture_has_its_size_its_words_and_waits_until_it_is_near(shown):
    image = shown(saved_image()).img

    assert int(image["width"]) / int(image["height"]) == 640 / 480
    assert (image["alt"], image["loading"]) == ("Ministers at a table", "lazy")


def test_a_decorative_picture_is_passed_over_by_those_who_listen(client, tree):
    value = {"image": {"image": saved_image(), "alt_text": "", "decorative": True}}
    page = tree.page(body=[("picture", value)])

    assert read(client, page.url).select_one("main picture img")["alt"] == ""


def test_no_reader_waits_for_a_picture_to_be_made_smaller(shown, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        image = saved_image()
    made = set(Rendition.objects.values_list("pk", flat=True))

    shown(image)

    assert made
    assert set(Rendition.objects.values_list("pk", flat=True)) == made
