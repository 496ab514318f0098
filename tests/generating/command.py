"""Fills a developer's site with content that nobody wrote."""

import argparse
import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.template.defaultfilters import filesizeformat

from tests.generating.branches import find_overview
from tests.generating.making import Made, make

SECONDS_BETWEEN_LINES = 5


def count(text):
    """Return a number of things to make; argparse says what is wrong with any other text."""
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 on")
    return int(text)


class Command(BaseCommand):
    help = (
        "Add meetings and documents that nobody wrote, with their agendas, files and translations, to the site of a "
        "developer. They are put beside what is there; a second run adds as many again. Publishing hooks, tasks and "
        "e-mail do not follow. Members stay as they are: there are no thousands of states."
    )

    def add_arguments(self, parser):
        parser.add_argument("--meetings", type=count, default=100, metavar="N", help="How many meetings (100).")
        parser.add_argument("--documents", type=count, default=1000, metavar="N", help="How many documents (1000).")
        parser.add_argument("--seed", type=int, default=1, metavar="N", help="Makes the same content again (1).")
        parser.add_argument("--search", action="store_true", help="Write the search index anew afterwards: slow.")
        parser.add_argument("--references", action="store_true", help="Write Wagtail's index of uses anew: slow.")

    def handle(self, **options):
        if settings.SECURE_SSL_REDIRECT:  # as settings/production.py has it, and no other
            raise CommandError("Content that nobody wrote is for development: these are the settings of production.")
        overview = find_overview()
        if overview is None:
            raise CommandError("There is no overview to put content below. Run `manage.py prepare` first.")
        wanted = Made(meetings=options["meetings"], documents=options["documents"])
        started, said, size_before = time.monotonic(), 0, database_size()
        for made in make(overview, wanted, options["seed"]):
            seconds = time.monotonic() - started
            if seconds - said >= SECONDS_BETWEEN_LINES or made.documents == wanted.documents:
                said = seconds
                self.stdout.write(
                    f"{made.meetings} meetings, {made.documents} documents, {made.translations} translations, "
                    f"{seconds:.0f} s"
                )
        self.update_statistics()
        files, database = filesizeformat(made.file_bytes), filesizeformat(database_size() - size_before)
        self.stdout.write(f"On disk: files {files}, database {database}.")
        for name, command in {"search": "update_index", "references": "rebuild_references_index"}.items():
            if options[name]:
                call_command(command, stdout=self.stdout)

    def update_statistics(self):
        """Let the database plan its queries by what is in the tables now."""
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def database_size():
    """Return how many bytes the database takes."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        else:
            cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0]
