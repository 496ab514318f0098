"""Every screen of our own in the admin says where it is, and leads back."""

import pytest
from django.urls import reverse

from tests.helpers.people import administrator
from tests.helpers.reading import read, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("import_export", ["Home", "Import and export"]),
        ("upload_files", ["Home", "Import and export", "Many files at once"]),
        ("releases", ["Home", "Releases"]),
        ("translations_privacy", ["Home", "Privacy of translations"]),
        ("publishing_calendar_address", ["Home", "Publishing timeline", "Timeline in your calendar"]),
        ("preview_site", ["Home", "The site as it will be"]),
        ("new_partnership", ["Home", "Add a partnership"]),
    ],
)
def test_the_breadcrumbs_end_with_the_screen_itself(admin_client, tree, name, path):
    assert breadcrumbs(admin_client, reverse(name)) == path


def test_what_stands_above_a_screen_is_what_it_is_about(admin_client, tree):
    meeting, person = tree.meeting(title="Summit"), administrator(username="amina")

    assert breadcrumbs(admin_client, reverse("meeting_papers", args=[meeting.pk])) == [
        *("Home", "Summit", "Papers of the meeting"),
    ]
    assert breadcrumbs(admin_client, reverse("share_draft", args=[meeting.pk])) == ["Home", "Summit", "Share the draft"]
    assert breadcrumbs(admin_client, reverse("user_access", args=[person.pk])) == [
        *("Home", "Users", str(person), "Access and personal data"),
    ]


def breadcrumbs(client, address):
    page = read(client, address)
    return [words(item) for item in page.select('nav[aria-label="Breadcrumb"] li')]
