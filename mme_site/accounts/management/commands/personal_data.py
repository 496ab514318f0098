"""Export and erasure of what the site knows of one person."""

import json

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from mme_site.accounts import personal_data


class Command(BaseCommand):
    help = "Print what the site knows of a person as JSON, or erase it."

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["export", "erase"])
        parser.add_argument("username")

    def handle(self, what, username, **options):
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account {username!r}.")
        if what == "export":
            self.stdout.write(json.dumps(personal_data.export(user), ensure_ascii=False, indent=2))
        else:
            personal_data.erase(user)
            self.stdout.write(f"Erased. What {username} wrote is now of {personal_data.erased_name(user)}.")
