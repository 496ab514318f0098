"""The groups of the roles, with their rights."""

from django.core.management.base import BaseCommand

from mme_site.editorial.users.roles.giving import give_roles


class Command(BaseCommand):
    help = "Make the groups of editors, publishers, translators and administrators, and give them new rights."

    def handle(self, **options):
        changed = give_roles()
        if changed:
            self.stdout.write(f"Given rights: {', '.join(changed)}.")
        elif options["verbosity"] > 1:
            self.stdout.write("Every role has been given its rights already.")
