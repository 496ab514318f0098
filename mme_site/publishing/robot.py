"""The user who publishes what was scheduled: nobody can sign in as it, and histories name it."""

from typing import Any

from django.contrib.auth import get_user_model

USERNAME = "publisher"


def publisher_user() -> Any:
    """Return the user, made where it is not there yet; somebody may give it another name."""
    words = {"first_name": "Publisher", "last_name": "(robot)", "is_active": False, "password": "!"}
    return get_user_model().objects.get_or_create(username=USERNAME, defaults=words)[0]
