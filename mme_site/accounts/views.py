"""Signing in, as Wagtail's admin looks."""

import functools

from allauth.account.views import LoginView
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language_from_request, override
from wagtail.admin.views.account import PasswordResetView

from mme_site.accounts.throttling import Attempt, Kind

# Wagtail and django-allauth have their Portuguese under pt-pt.
ADMIN_LANGUAGES = {code.partition("-")[0]: code for code, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES}


class SignIn(LoginView):
    """Name and password; a second factor follows where there is one."""

    def get_authenticated_redirect_url(self):
        """Who is signed in and may not enter the admin is not sent there and back again."""
        url = super().get_authenticated_redirect_url()
        return url if self.request.user.has_perm("wagtailadmin.access_admin") else "/"


class PasswordReset(PasswordResetView):
    """Wagtail's own, which sends a link and signs nobody in; asked for too often, it says so and sends nothing."""

    def form_valid(self, form):
        try:
            Attempt(Kind.RESET, form.cleaned_data["email"], self.request.META["REMOTE_ADDR"]).count()
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        return super().form_valid(form)


def with_another_key(view):
    """Give the session another key when its person has confirmed who they are (OWASP ASVS 5.0, 7.2.4)."""

    @functools.wraps(view)
    def confirmed(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 302:
            request.session.cycle_key()
            UserSession.objects.create_from_request(request)
        return response

    return confirmed


def in_the_browsers_language(view):
    """Show a page to who is not signed in yet in the language that the browser asks for, as the admin has it."""

    @functools.wraps(view)
    def localized(request, *args, **kwargs):
        language = get_language_from_request(request)
        with override(ADMIN_LANGUAGES.get(language, language)):
            response = view(request, *args, **kwargs)
            return response.render() if hasattr(response, "render") else response

    return localized
