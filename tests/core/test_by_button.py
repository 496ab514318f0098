"""What is done by a button does nothing for who comes by its address, and says so on a page of the admin."""

import pytest
from django.urls import reverse

from tests.helpers.reading import messages_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name",
    [
        *("publish_all_the_same", "revert_to_version", "restore_former_version", "reread_file"),
        *("use_stated_title", "job_cancel", "put_back_file"),
    ],
)
def test_the_address_of_a_button_says_in_words_that_nothing_was_done(admin_client, name):
    page = admin_client.get(reverse(name, args=[1]), follow=True)

    assert page.status_code == 200
    assert "Nothing was done" in messages_in(page)
