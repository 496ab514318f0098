"""Pictures of editors: in small formats, in the width of the screen, and never moving the text."""

from pathlib import Path

import pytest
from wagtail.test.utils.form_data import nested_form_data, streamfield

from mme_site.files.models import Rendition, SiteImage
from mme_site.files.tasks import make_renditions
from tests.files.test_file_corpus import CORPUS, EXPECTED
from tests.helpers.editing import filled_in
from tests.helpers.reading import messages_in, read, words
from tests.helpers.uploads import picture, saved_image

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


def stored_picture(content):
    """Return a picture whose file holds these bytes, as one that was taken before it was looked at so closely."""
    stored = saved_image()
    Path(stored.file.path).write_bytes(content)
    return SiteImage.objects.get(pk=stored.pk)


@pytest.mark.parametrize("name", [name for name in EXPECTED if name.startswith("picture/")])
def test_a_page_that_shows_a_picture_of_any_kind_answers_with_it_or_without(client, tree, name):
    stored = stored_picture((CORPUS / name).read_bytes())
    value = {"image": {"image": stored, "alt_text": "Ministers", "decorative": False}, "caption": "Tripoli, 2006"}

    make_renditions.call(stored.pk)
    found = read(client, tree.page(body=[("picture", value)]).url)

    stored = SiteImage.objects.get(pk=stored.pk)
    assert bool(found.select("main figure")) != stored.is_broken
    if EXPECTED[name]["state"] == "taken":
        assert not stored.is_broken


def test_a_picture_that_cannot_be_shown_is_told_to_its_editor_and_not_tried_again_and_again(admin_client, tree):
    stored = stored_picture((CORPUS / "picture" / "cut.png").read_bytes())

    make_renditions.call(stored.pk)  # and raises nothing, which would be tried again

    assert "This picture cannot be shown" in words(read(admin_client, f"/admin/images/{stored.pk}/"))
    assert "Picture" in words(read(admin_client, "/admin/images/"))
    address = f"/admin/pages/{tree.page().pk}/edit/"
    value = {"image": {"image": stored.pk, "alt_text": "Ministers"}, "caption": ""}
    body = nested_form_data({"body": streamfield([("picture", value)])})
    saved = admin_client.post(address, filled_in(admin_client.get(address), title="Saved", **body), follow=True)
    assert "The picture “Picture” cannot be shown: the page goes without it." in messages_in(saved)
