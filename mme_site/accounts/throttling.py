"""How often somebody may try to sign in: counted in the database, for every process and machine together.

An attempt is counted before the password is looked at, so that many at once are as many as one
after the other, and none of them costs the time of a hash once there were too many.
"""

import datetime
import hashlib
import math
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mme_site.accounts import log
from mme_site.accounts.models import SignInAttempts
from mme_site.delivery.trusted_proxies import household

Kind = SignInAttempts.Kind
PERIOD = datetime.timedelta(minutes=15)
# Of each kind in a period. An office with one address has many people.
MOST = {Kind.ACCOUNT: 10, Kind.ADDRESS: 50, Kind.CODE: 10, Kind.RESET: 5}

TOO_MANY = {
    **{Kind.ACCOUNT: "too many attempts", Kind.ADDRESS: "too many attempts from one address"},
    **{Kind.CODE: "too many codes of a second factor", Kind.RESET: "too many letters for a new password"},
}


@dataclass(frozen=True)
class Attempt:
    """Somebody tries an account from an address; a code of a second factor is one of an account, too."""

    kind: str
    account: str
    address: str

    @property
    def keys(self):
        return [(self.kind, account_key(self.account)), (Kind.ADDRESS, household(self.address))]

    def count(self):
        """Count it; raise ValidationError, with the minutes to wait, where there were too many."""
        for kind, key in self.keys:
            wait = count(kind, key)
            if wait:
                log.refused(self.account, TOO_MANY[kind])
                raise ValidationError(words(wait), code="too_many_attempts")

    def succeeded(self):
        """Forget the attempts of the account; those of the address stay but for this one."""
        (kind, account), (_kind, address) = self.keys
        SignInAttempts.objects.filter(kind=kind, key=account).delete()
        SignInAttempts.objects.filter(kind=Kind.ADDRESS, key=address, count__gt=0).update(count=F("count") - 1)


def count(kind, key):
    """Count one attempt and return None, or return how long to wait where there were too many in this period."""
    now = timezone.now()
    rows = SignInAttempts.objects.filter(kind=kind, key=key)
    in_period = rows.filter(since__gt=now - PERIOD)
    if in_period.filter(count__lt=MOST[kind]).update(count=F("count") + 1):
        return None
    if rows.filter(since__lte=now - PERIOD).update(count=1, since=now):
        return None
    since = in_period.values_list("since", flat=True).first()
    if since is not None:
        return since + PERIOD - now
    try:
        with transaction.atomic():
            SignInAttempts.objects.create(kind=kind, key=key, since=now)
    except IntegrityError:  # somebody else began the count at the same moment
        return count(kind, key)
    return None


def is_locked(user):
    """Return True where nobody can sign in as this person for now."""
    return locks_of(user).filter(count__gte=MOST[Kind.ACCOUNT], since__gt=timezone.now() - PERIOD).exists()


def unlock(user):
    """Forget what was tried with this person's account."""
    locks_of(user).delete()


def unlock_address(address):
    """Forget what was tried from a network address; return False where nothing was."""
    return bool(SignInAttempts.objects.filter(kind=Kind.ADDRESS, key=household(address)).delete()[0])


def forget_old():
    """Delete counts of periods that are over."""
    return SignInAttempts.objects.filter(since__lte=timezone.now() - PERIOD).delete()[0]


def locks_of(user):
    return SignInAttempts.objects.filter(kind__in=[Kind.ACCOUNT, Kind.CODE], key=account_key(user.get_username()))


def account_key(name):
    return hashlib.sha256(name.strip().lower().encode()).hexdigest()


def words(wait):
    minutes = math.ceil(wait.total_seconds() / 60)
    said = ngettext(
        "Too many attempts to sign in. Try again in %(minutes)s minute.",
        "Too many attempts to sign in. Try again in %(minutes)s minutes.",
        minutes,
    )
    return said % {"minutes": minutes} + " " + _("An administrator can unlock your account.")
