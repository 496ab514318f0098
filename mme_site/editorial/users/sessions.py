"""Ends what people have open: each session knows the number that its person had when it began."""

from django.contrib.auth import get_user_model
from django.db.models import F


def end_sessions(users):
    """End every session of these people, on every machine, from the next request on."""
    users = list(users)
    get_user_model().objects.filter(pk__in=[user.pk for user in users]).update(session_version=F("session_version") + 1)
    for user in users:
        user.refresh_from_db(fields=["session_version"])
