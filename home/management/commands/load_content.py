"""Brings the shipped content into the site, once."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from home.loading.content import Content, load, loaded_pages
from home.loading.rows import ContentError
from home.loading.translations import load_translations
from mme_site.caching.content_cache import use_content_cache

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

        parser.add_argument(
            "--languages",
            nargs="*",
            default=None,
            metavar="CODE",
            help="Load the translations into these languages only; into all that are shipped by default.",
        )

    def handle(self, **options):
        try:
            with use_content_cache():  # each row is checked against the kinds that there are
                content = Content.read(options["source"])
            log = load(content)
        except ContentError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        for line in log.lines():
            self.stdout.write(line)
        wanted = options["languages"]
        catalogues = [one for one in content.catalogues if wanted is None or one.language in wanted]
        done = load_translations(catalogues, loaded_pages(content)) if catalogues else {}
        for language, keys in done.items():
            self.stdout.write(f"translated into {language}: {log.summary(keys)}")
