"""The secret addresses at which calendars read the schedules of one person."""

import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

TOKEN_BYTES = 32  # 256 bits: nobody guesses one


class CalendarFeed(models.Model):
    """One person's calendar feed. Its address is shown once; what is kept here opens nothing (a digest)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, related_name="+"
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    def __str__(self):
        return str(self.user)

    @classmethod
    def renew(cls, user):
        """Give this person a new address, in the place of an earlier one; return its token, which is kept nowhere."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        cls.objects.update_or_create(user=user, defaults={"digest": digest(token), "made_at": timezone.now()})
        return token

    @classmethod
    def of_token(cls, token):
        """Return the feed that this token opens, or None; for nobody whose account is closed."""
        feeds = cls.objects.select_related("user__wagtail_userprofile")
        return feeds.filter(digest=digest(token), user__is_active=True).first()


def digest(token):
    """Return the digest of a token. A plain one: a random token of 256 bits needs no salt and no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
