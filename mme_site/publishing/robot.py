"""The user who publishes what was scheduled: nobody can sign in as it, and histories name it."""

from typing import Any

from django.contrib.auth import get_user_model

USERNAME = "publisher (robot)"  # with a space, which no form takes: no person ever has it
WITHOUT_PASSWORD = {"is_active": False, "password": "!"}  # a person's that cannot be used is longer


def publisher_user() -> Any:
    """Return the user, made where it is not there yet; one of before, of the name "publisher", goes on."""
    users = get_user_model().objects
    words = {"first_name": "Publisher", "last_name": "(robot)", **WITHOUT_PASSWORD}
    former = users.filter(username="publisher", **WITHOUT_PASSWORD).first()
    return former or users.get_or_create(username=USERNAME, defaults=words)[0]
