"""The first administrator of a new site."""

import itertools
import secrets

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

PASSWORD_BYTES = 15  # 120 random bits, 20 characters


class Command(BaseCommand):
    help = "Make an administrator with a random password where no active one exists."

    def handle(self, **options):
        user_model = get_user_model()
        if user_model.objects.filter(is_superuser=True, is_active=True).exists():
            if options["verbosity"] > 1:
                self.stdout.write("There is an administrator already.")
            return
        name = self.free_username(user_model)
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        user_model.objects.create_superuser(name, password=password, has_initial_password=True)
        self.stdout.write(f"Administrator made. Name: {name}  Password: {password}")
        self.stdout.write("The password is shown this once only, and asks for another one when it is used.")

    def free_username(self, user_model):
        """Return 'admin', or 'admin2' and so on where somebody who may not sign in has that name."""
        names = itertools.chain(["admin"], (f"admin{number}" for number in itertools.count(2)))
        return next(name for name in names if not user_model.objects.filter(username=name).exists())
