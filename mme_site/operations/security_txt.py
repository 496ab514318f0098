"""/.well-known/security.txt: whom to tell of a weakness (RFC 9116)."""

import datetime

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone

VALID_DAYS = 180


def security_txt(request):
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + datetime.timedelta(days=VALID_DAYS)
    languages = ", ".join(code for code, _name in settings.LANGUAGES)
    text = (
        f"Contact: {settings.SECURITY_CONTACT}\n"
        f"Expires: {expires.astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}\n"
        f"Preferred-Languages: {languages}\n"
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt\n"
    )
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
