"""A picture without words and not marked as decorative: form, checks and guide say the same."""

import pytest
from django.conf import settings

from tests.helpers.editing import PUBLISH, draft_of, filled_in
from tests.helpers.reading import messages
from tests.helpers.uploads import saved_image

pytestmark = pytest.mark.django_db
REFUSED = "Please add some alt text for your image or mark it as decorative"


def with_picture(image):
    """What a browser sends of a text with one picture, about which nothing is said."""
    return {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "picture",
        "body-0-id": "",
        "body-0-value-image-image": str(image.pk),
        "body-0-value-image-alt_text": "",
        "body-0-value-caption": "",
        "body-0-value-credit": "",
    }


def save(client, page, image, action=None):
    address = f"/admin/pages/{page.pk}/edit/"
    return client.post(address, filled_in(client.get(address)) | with_picture(image) | (action or {}))


def test_it_is_not_published_and_the_form_says_why(admin_client, tree):
    answer = save(admin_client, tree.page(), saved_image(), PUBLISH)

    assert REFUSED in answer.content.decode()  # a script of the editor puts it beside its field


def test_a_draft_is_kept_and_says_what_is_missing(admin_client, tree):
    page = tree.page()

    assert save(admin_client, page, saved_image()).status_code == 302

    assert "picture" in draft_of(page)["body"]
    assert any("A picture has no alternative text" in line for line in messages(admin_client))


def test_the_guide_says_the_same():
    guide = (settings.BASE_DIR / "docs/EDITORS.md").read_text(encoding="utf-8")
    stops, notices = (line for line in guide.splitlines() if line.startswith(("- **Stops it**", "- **Readers will")))

    assert "a picture in a text" in stops
    assert "picture" not in notices
