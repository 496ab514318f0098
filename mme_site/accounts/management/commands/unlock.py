"""For who cannot sign in because too often somebody tried to."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from mme_site.accounts import second_factor, throttling
from mme_site.editorial.users.sessions import end_sessions


class Command(BaseCommand):
    help = "Let an account, or a network address, try to sign in again; --second-factor removes lost second factors."

    def add_arguments(self, parser):
        parser.add_argument("who", help="the name of an account, or an IP address")
        parser.add_argument("--second-factor", action="store_true", help="remove the second factors of the account")

    def handle(self, who, second_factor: bool, **options):
        user = get_user_model().objects.filter(username=who).first()
        if user is None:
            if not throttling.unlock_address(who):
                raise CommandError(f"There is no account and no locked address {who!r}.")
            self.stdout.write(f"{who} may try again.")
            return
        throttling.unlock(user)
        if second_factor:
            remove_factors(user)
        self.stdout.write(f"{user} may try again" + (", without a second factor." if second_factor else "."))


def remove_factors(user):
    second_factor.remove_all(user)
    end_sessions([user])
