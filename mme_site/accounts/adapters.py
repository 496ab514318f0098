"""Where this site differs from what django-allauth does by itself."""

import base64
import hashlib
import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse, SignupClosedException
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth import authenticate
from django.urls import reverse

from mme_site.accounts import openid_connect, second_factor, single_sign_on
from mme_site.accounts.throttling import Attempt, Kind


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators, or by a single sign-on that knows the person's role."""

    def is_open_for_signup(self, request):
        return False

    def authenticate(self, request, **credentials):
        """Return who has this name and password; raise ValidationError where it was tried too often."""
        attempt = Attempt(Kind.ACCOUNT, credentials.get("username") or "", self.get_client_ip(request))
        attempt.count()
        user = authenticate(request, **credentials)
        if user:
            attempt.succeeded()
        else:
            self.authentication_failed(request, **credentials)
        return user

    def get_client_ip(self, request):
        return request.META["REMOTE_ADDR"]  # as mme_site/delivery/trusted_proxies.py has found it

    def is_reauthentication_required(self, *, app, **kwargs):
        """Who signed in within five minutes is not asked again; by single sign-on one has nothing else to give."""
        records = get_authentication_records(context.request, context.request.user)
        return not records or time.time() - records[-1]["at"] >= app_settings.REAUTHENTICATION_TIMEOUT

    def get_login_redirect_url(self, request):
        """Who may not enter the admin reads pages for which one has to sign in."""
        return reverse("wagtailadmin_home") if request.user.has_perm("wagtailadmin.access_admin") else "/"


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps are kept encrypted, and nobody takes off a second factor that is needed."""

    def encrypt(self, text):
        return ciphers().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return ciphers().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator):
        user = authenticator.user
        others = second_factor.factors_of(user).exclude(pk=authenticator.pk)
        return others.exists() or not second_factor.is_required(user)


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Who comes by single sign-on has the roles that the claims say, and no account without one."""

    def pre_social_login(self, request, sociallogin):
        if sociallogin.is_existing:
            single_sign_on.apply_roles(sociallogin.user, sociallogin.account)
        if not single_sign_on.roles_of(sociallogin.account):
            raise SignupClosedException

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        if isinstance(exception, OSError):  # of requests: the provider went away while somebody was there
            raise ImmediateHttpResponse(openid_connect.not_answered(request, exception))

    def is_open_for_signup(self, request, sociallogin):
        return True

    def save_user(self, request, sociallogin, form=None):
        user = super().save_user(request, sociallogin, form)
        single_sign_on.apply_roles(user, sociallogin.account)
        return user


def ciphers():
    """Return what encrypts with the present key, and decrypts with former ones too (SECRET_KEY_FALLBACKS)."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(derived(key))) for key in keys])


def derived(key):
    return hashlib.sha256(b"mme_site.accounts second factors:" + key.encode()).digest()
