"""The groups of the roles, with their rights."""

from django.core.management.base import BaseCommand

from mme_site.editorial.users.roles.role_groups import ensure_role_groups


class Command(BaseCommand):
    help = "Make the groups of editors, publishers, translators and administrators, and give them new rights."

    def handle(self, **options):
        changed = ensure_role_groups()
        if changed:
            self.stdout.write(f"Given rights: {', '.join(changed)}.")
        elif options["verbosity"] > 1:
            self.stdout.write("Every role has been given its rights already.")
