"""The list of a person's sessions, which django-allauth keeps."""

from allauth.usersessions.models import UserSession


def note_use(request):
    """Write down from where, and when, a session was last used, about once a minute."""
    UserSession.objects.create_from_request(request)
