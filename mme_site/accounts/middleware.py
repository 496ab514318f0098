"""What is asked of a session at each request: its language and zone, its age, when it was used, its second factor."""

import time

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mme_site.accounts import second_factor
from mme_site.delivery.known_sessions import SIGNED_IN

LAST_SEEN = "last_seen"
SIGNED_IN_AT = "signed_in_at"
SECONDS_BETWEEN_NOTES = 60
# What an open tab asks by itself; a person who went home does not stay signed in by it.
ASKED_BY_ITSELF = "/editing-sessions/"

ACCESS = reverse_lazy("account_access")
OWN_ACCOUNT = reverse_lazy("wagtailadmin_account")
SIGN_OUT = (reverse_lazy("wagtailadmin_logout"), reverse_lazy("account_logout"))


def account_language_middleware(get_response):
    """Answer at every address of the admin in the language and the time zone of the account.

    Wagtail does so inside of its own views: not where it refuses one, and not on pages that are not its own.
    """

    def middleware(request):
        in_admin = request.path.startswith(reverse("wagtailadmin_home"))
        may_be_signed_in = in_admin and settings.SESSION_COOKIE_NAME in request.COOKIES
        profile = getattr(request.user, "wagtail_userprofile", None) if may_be_signed_in else None
        if profile is None:
            return get_response(request)
        translation.activate(profile.get_preferred_language())  # until the next request: LocaleMiddleware names it
        with timezone.override(profile.get_current_time_zone()):
            return get_response(request)

    return middleware


def session_middleware(get_response):
    """End sessions that are too old or were not used for SESSION_IDLE_MINUTES, or lack a second factor that is needed.

    The browser forgets with the session what scripts have kept for it (W3C, Clear Site Data).
    """

    def middleware(request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            request.META[SIGNED_IN] = True
            answer = refused(request)
            if answer:
                return answer
        response = get_response(request)
        if request.method == "POST" and request.path in SIGN_OUT:
            response.headers["Clear-Site-Data"] = '"storage"'
        return response

    return middleware


def refused(request):
    """Return what is answered instead; None where the session may go on."""
    session, now = request.session, int(time.time())
    seen = session.get(LAST_SEEN, now)
    if now - seen > settings.SESSION_IDLE_MINUTES * 60:
        return sign_in_again(request, _("You were signed out because nothing happened for a long time."))
    if now - session.get(SIGNED_IN_AT, now) > settings.SESSION_COOKIE_AGE:
        return sign_in_again(request, _("You were signed out because you had signed in more than two weeks ago."))
    if second_factor.SESSION_KEY not in session:
        session[second_factor.SESSION_KEY] = second_factor.state_of(request, request.user)
    if LAST_SEEN not in session or (now - seen >= SECONDS_BETWEEN_NOTES and ASKED_BY_ITSELF not in request.path):
        session[LAST_SEEN] = now
        session.setdefault(SIGNED_IN_AT, now)
        UserSession.objects.create_from_request(request)  # from where, and when, it was last used
    state = session[second_factor.SESSION_KEY]
    if state == second_factor.NOT_GIVEN:
        return sign_in_again(request, _("Your group signs in with a second factor. Please sign in again."))
    if request.user.has_initial_password:
        if request.path == OWN_ACCOUNT:
            return None
        words = _("Choose a password of your own to go on: the one that you have was made for you.")
        return first_of_all(request, words, "wagtailadmin_account")
    if state == second_factor.TO_SET_UP:
        words = _(
            "Your group signs in with a second factor. Set one up to go on: an authenticator app or a security key."
        )
        return first_of_all(request, words, "mfa_index")
    return None


def first_of_all(request, words, name):
    """Lead to the page where somebody does what has to be done before anything else; None on the way there."""
    if is_on_the_way(request.path):
        return None
    if not request.accepts("text/html"):
        return JsonResponse({"error": words}, status=403)
    messages.warning(request, words)
    return redirect(name)


def sign_in_again(request, words):
    logout(request)
    if not request.accepts("text/html"):
        return JsonResponse({"error": words}, status=403)
    messages.warning(request, words)
    return redirect_to_login(request.get_full_path() if request.method == "GET" else "", reverse("account_login"))


def is_on_the_way(path):
    """Return True for the pages where a password or a second factor is set up, and what they are made of."""
    return path.startswith((str(ACCESS), settings.STATIC_URL, "/admin/jsi18n")) or path in SIGN_OUT
