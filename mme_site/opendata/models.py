"""What was public and when that changed, and who follows what of it."""

import datetime
from typing import Self

from django.conf import settings
from django.core import signing
from django.db import models
from django.urls import reverse
from django.utils import timezone

SALT = "followers"  # of the tokens of those who follow
DAYS_TO_CONFIRM = 2


class PublicRecordQuerySet(models.QuerySet["PublicRecord"]):
    def changed_after(self, change: int) -> "PublicRecordQuerySet":
        """Return what has changed since a change, by its number."""
        return self.filter(change__gt=change).order_by("change")


class PublicRecord(models.Model):
    """A record that is public, or was: one row for each, made by the site and never edited.

    Of what is public no more only its number stays, so that a harvester can forget it as well.
    """

    letter = models.CharField(max_length=1)  # that of its short address
    number = models.BigIntegerField()
    kind = models.CharField(max_length=60, blank=True)
    languages = models.CharField(max_length=60, blank=True)  # between commas: ',en,fr,'
    last_published_at = models.DateTimeField(null=True)
    is_public = models.BooleanField(default=True)
    changed_at = models.DateTimeField()  # when the site noticed
    change = models.BigIntegerField(db_index=True)  # the number of its last change among all

    objects = PublicRecordQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "number"], name="one_public_record")]
        verbose_name = "public record"
        verbose_name_plural = "public records"

    def __str__(self) -> str:
        return f"/{self.letter}/{self.number}"


class FollowerQuerySet(models.QuerySet["Follower"]):
    def waiting(self) -> Self:
        """Return those who have not confirmed that they asked."""
        return self.filter(is_confirmed=False)

    def due(self, today: datetime.date) -> Self:
        """Return those who have confirmed, and have not been written to today."""
        return self.filter(is_confirmed=True).exclude(told_on=today)

    def forget_unconfirmed(self) -> None:
        """Delete the addresses of those who never confirmed."""
        self.waiting().filter(asked_on__lt=timezone.localdate() - datetime.timedelta(days=DAYS_TO_CONFIRM)).delete()


class Follower(models.Model):
    """One address that follows one list, limited as it was when it was asked for."""

    email = models.EmailField()
    address = models.CharField(max_length=500)  # of the list, with its language and filters: /fr/meetings/?series=x
    language = models.CharField(max_length=10)
    is_confirmed = models.BooleanField(default=False)
    asked_on = models.DateField(default=timezone.localdate)
    told = models.BigIntegerField(default=0)  # the last change that it was told of
    told_on = models.DateField(null=True)

    objects = FollowerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["email", "address"], name="followed_once")]
        verbose_name = "follower"
        verbose_name_plural = "followers"

    def __str__(self) -> str:
        return self.address

    @property
    def token(self) -> str:
        """What stands in the addresses that confirm and end it: signed, and kept nowhere."""
        return signing.dumps(self.pk, salt=SALT)

    @classmethod
    def of_token(cls, token: str) -> "Follower | None":
        """Return whose token it is; None of one that is not ours, or of who has ended it."""
        try:
            return cls.objects.filter(pk=signing.loads(token, salt=SALT)).first()
        except (signing.BadSignature, ValueError, TypeError):
            return None

    def url_of(self, name: str) -> str:
        """Return the address at which it is confirmed ('follow_confirm') or ended ('follow_end')."""
        return f"{settings.SITE_URL}{reverse(name, args=[self.token])}"
