"""Write the whole public site as files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Site

from mme_site.opendata.site_export.export import Export

NEVER = (
    "What needs a server is not part of it: the API, harvesting, the admin, forms to fill in, lists limited to a day "
    "or by more than one filter, and feeds, calendars and tables of limited lists. Links to it lead to the web."
)


class Command(BaseCommand):
    help = "Write the whole public site as files that work from any web server or a USB stick, and check their links."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="An empty folder, or one that is not there yet.")
        parser.add_argument("--hostname", help="The site, where there are several.")

    def handle(self, folder: Path, hostname: str | None = None, **options: Any) -> None:
        sites = Site.objects.select_related("root_page").order_by("-is_default_site")
        site = (sites.filter(hostname=hostname) if hostname else sites).first()
        if site is None:
            raise CommandError("There is no such site.")
        if folder.exists() and any(folder.iterdir()):
            raise CommandError(f"{folder} is not empty.")
        folder.mkdir(parents=True, exist_ok=True)
        report = Export(site, folder).run()
        self.stdout.write(f"{report.pages} pages and {report.files - report.pages} other files written.")
        self.stdout.write(f"{report.left_out} addresses left out. {NEVER}")
        for address, status in report.failed:
            self.stdout.write(f"  not there ({status}): {address}")
        for link in report.broken:
            self.stderr.write(f"  leads nowhere: {link}")
        if report.broken:
            raise CommandError(f"{len(report.broken)} links lead nowhere.")
