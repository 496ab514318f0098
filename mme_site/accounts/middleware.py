"""What is asked of a session at each request: that it was used lately, and that it has the second factor it needs."""

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from mme_site.accounts import second_factor
from mme_site.accounts.session_list import note_use

LAST_SEEN = "last_seen"
SECONDS_BETWEEN_NOTES = 60
# What an open tab asks by itself; a person who went home does not stay signed in by it.
ASKED_BY_ITSELF = "/editing-sessions/"

access_prefix = lazy(lambda: reverse("account_access"), str)()
sign_out_addresses = lazy(lambda: [reverse("wagtailadmin_logout"), reverse("account_logout")], list)()


def session_middleware(get_response):
    """End sessions that were not used for SESSION_IDLE_MINUTES, or lack a second factor that is needed."""

    def middleware(request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            answer = refused(request)
            if answer:
                return answer
        return get_response(request)

    return middleware


def refused(request):
    """Return what is answered instead; None where the session may go on."""
    session, now = request.session, int(time.time())
    seen = session.get(LAST_SEEN, now)
    if now - seen > settings.SESSION_IDLE_MINUTES * 60:
        return sign_in_again(request, _("You were signed out because nothing happened for a long time."))
    if second_factor.SESSION_KEY not in session:
        session[second_factor.SESSION_KEY] = second_factor.state_of(request, request.user)
    if LAST_SEEN not in session or (now - seen >= SECONDS_BETWEEN_NOTES and ASKED_BY_ITSELF not in request.path):
        session[LAST_SEEN] = now
        note_use(request)
    state = session[second_factor.SESSION_KEY]
    if state == second_factor.NOT_GIVEN:
        return sign_in_again(request, _("Your group signs in with a second factor. Please sign in again."))
    if state == second_factor.TO_SET_UP and not is_on_the_way(request.path):
        if not request.accepts("text/html"):
            return JsonResponse({"error": str(set_up_words())}, status=403)
        messages.warning(request, set_up_words())
        return redirect("mfa_index")
    return None


def sign_in_again(request, words):
    logout(request)
    if not request.accepts("text/html"):
        return JsonResponse({"error": words}, status=403)
    messages.warning(request, words)
    return redirect_to_login(request.get_full_path() if request.method == "GET" else "", reverse("account_login"))


def is_on_the_way(path):
    """Return True for the pages where a second factor is set up, and what they are made of."""
    return path.startswith((str(access_prefix), settings.STATIC_URL, "/admin/jsi18n")) or path in sign_out_addresses


def set_up_words():
    return _("Your group signs in with a second factor. Set one up to go on: an authenticator app or a security key.")
