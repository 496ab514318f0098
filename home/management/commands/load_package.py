"""Loads an empty site from the data package of another."""

import tempfile
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from home.loading.content import Content, load, loaded_pages
from home.loading.package import Package, write_content
from home.loading.rows import ContentError
from home.loading.translations import give_own_body, load_translations
from home.management.commands.load_content import SHIPPED
from home.models import LoadedRecord, PartnershipPage
from members.models import Member
from mme_site.caching.content_cache import use_content_cache


class Command(BaseCommand):
    help = "Load the data package of a site (mme-open-data.zip) into an empty one, so that it tells the same facts."

    def add_arguments(self, parser):
        parser.add_argument("archive", type=Path)

    def handle(self, archive, **options):
        if PartnershipPage.objects.exists() or Member.objects.exists():
            raise CommandError("This site has content already. A package is loaded into an empty one.")
        try:
            package = Package(archive)
            with tempfile.TemporaryDirectory() as name, use_content_cache():
                content = Content.read(Path(name), write_content(package, Path(name)))
            with transaction.atomic():
                log = load(content)
                for key, page in loaded_pages(content).items():
                    load_translations([package.catalogue_of(page, code) for code in package.languages], {key: page})
                    for code in package.languages:
                        if blocks := package.own_body(page, code):
                            give_own_body(page, code, blocks)
                mark_shipped_content_as_loaded()
        except (ContentError, ValidationError) as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        for line in log.lines():
            self.stdout.write(line)


def mark_shipped_content_as_loaded():
    """Let nothing of what the project ships come to a site that has the content of another."""
    with use_content_cache():
        shipped = Content.read(SHIPPED)
    digests = dict.fromkeys(shipped.keys, "") | dict(shipped.digests)
    LoadedRecord.objects.all().delete()
    LoadedRecord.objects.bulk_create(LoadedRecord(key=key, digest=digest) for key, digest in digests.items())
