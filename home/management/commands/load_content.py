"""Brings the shipped content into the site, once."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from home.loading.content import Content, load
from home.loading.rows import ContentError

SHIPPED = Path(__file__).resolve().parents[2] / "content"


class Command(BaseCommand):
    help = (
        "Load the content that the project ships. What was loaded once is left alone for ever, "
        "so editors' changes stay and what they deleted does not come back."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--source", type=Path, default=SHIPPED, metavar="DIR", help="Read the content files of another folder."
        )

    def handle(self, **options):
        try:
            log = load(Content.read(options["source"]))
        except ContentError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        for line in log.lines():
            self.stdout.write(line)
