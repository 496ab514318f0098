"""What the log says of signing in: which account by its number, never a name or an address (OWASP ASVS 5.0, 16.3)."""

import logging

from django.contrib.auth import get_user_model

logger = logging.getLogger("mme_site.accounts")


def signed_in(sender, user, **_kwargs):
    logger.info("Signed in: account %s.", user.pk)


def signed_out(sender, user, **_kwargs):
    if user:
        logger.info("Signed out: account %s.", user.pk)


def wrong_password(sender, credentials, **_kwargs):
    refused(credentials.get("username") or "", "wrong password")


def wrong_code(sender, user, **_kwargs):
    refused(user.get_username(), "wrong second factor")


def refused(name, why):
    """Say that somebody did not get in; what was typed as a name may be a password."""
    key = get_user_model().objects.filter(username=name).values_list("pk", flat=True).first()
    logger.warning("Refused to sign in: %s, %s.", f"account {key}" if key else "no account", why)
