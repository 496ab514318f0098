"""Who needs a second factor, and whether a session was begun with one."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator

from mme_site.accounts import single_sign_on
from mme_site.accounts.models import SecondFactorRule

SESSION_KEY = "second_factor"
PASSED, NOT_NEEDED, TO_SET_UP, NOT_GIVEN = "passed", "not needed", "to set up", "not given"


def factors_of(user):
    """Return the second factors of a person; recovery codes alone are none."""
    return Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)


def is_required(user):
    """Return True where one of the person's groups asks for a second factor."""
    return SecondFactorRule.objects.filter(group__user=user).exists()


def state_of(request, user):
    """Return the state of a session; it is looked up once for each, since a change of rights ends sessions."""
    records = get_authentication_records(request, user)
    methods = {record["method"] for record in records}
    if "mfa" in methods or ("socialaccount" in methods and single_sign_on.gave_second_factor(user, records)):
        return PASSED
    if not is_required(user):
        return NOT_NEEDED
    return NOT_GIVEN if factors_of(user).exists() else TO_SET_UP


def remove_all(user):
    """Remove second factors and recovery codes, for who has lost them."""
    Authenticator.objects.filter(user=user).delete()
