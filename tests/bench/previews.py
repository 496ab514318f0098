"""How long the site as it will be takes, with 50 changes until then: its first page and the next ones: `make bench`.

With the shipped content; on PostgreSQL as well where TEST_DATABASE_URL is set.
"""

import datetime
import os
import statistics
import subprocess
import sys
import time

CHANGES = 50
PATHS = ("/", "/meetings/", "/documents/", "/members/", "/search/?q=migration", "/fr/", "/ar/meetings/", "/sitemap.xml")


def main():
    """Measure on SQLite, and on PostgreSQL where there is one; each in a process of its own."""
    print(f"{'database':12}{f'first, {CHANGES} changes':>20}{'next, median':>16}{'next, slowest':>16}", flush=True)
    postgresql = os.environ.get("TEST_DATABASE_URL")
    for url in ["", postgresql] if postgresql else [""]:
        subprocess.run([sys.executable, "-m", "tests.bench.previews", "measure", url], check=True)


def measure(url):
    from tests.bench.pages import prepared_site

    name = f"{url}_previews" if url else ""
    if url:
        from tests.bench.publishing import settings

        subprocess.run([sys.executable, "-c", MAKE.format(name=name.rpartition("/")[2])], check=True, env=settings(url))
    with prepared_site(name):
        from django.db import connection
        from django.test import Client

        prefix = preview_of_changes()
        client = Client(headers={"host": "localhost"})
        for path in (*PATHS, prefix + "no-such-page/"):  # what a process imports and learns once is not counted
            client.get(path)
        wait_for_search(client, prefix)
        forget()
        first = seconds_of(client, prefix)
        wait_for_search(client, prefix)
        following = [seconds_of(client, prefix[:-1] + path) for path in PATHS for _time in range(3)]
        median, slowest = statistics.median(following), max(following)
        print(f"{connection.vendor:12}{first:18.2f} s{median:14.3f} s{slowest:14.3f} s", flush=True)
        connection.close()


MAKE = """
import django; django.setup()
from tests.helpers.copied_database import administer
administer('DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'); administer('CREATE DATABASE "{name}"')
"""


def preview_of_changes():
    """Schedule so many pages of text; return the address of a preview of the site after them."""
    from django.urls import reverse
    from django.utils import timezone

    from mme_site.editorial.sharing.models import SitePreview
    from tests.bench.publishing import approve, drafts
    from tests.helpers.people import administrator

    now = timezone.now()
    for number, page in enumerate(drafts(CHANGES, "previewed")):
        approve(page, now + datetime.timedelta(minutes=10 + number))
    _link, token = SitePreview.store(administrator(), 1, moment=now + datetime.timedelta(days=1))
    return reverse("previewed_site", args=[token, ""])


def forget():
    """Let the next page be the first one."""
    from mme_site.caching.models import ContentVersion

    ContentVersion.objects.update(number=ContentVersion.objects.get().number + 1)


def wait_for_search(client, prefix):
    """Wait until the second preview, made beside the first pages, is there as well."""
    while "in a moment" in client.get(prefix).content.decode():
        time.sleep(0.5)


def seconds_of(client, address):
    began = time.perf_counter()
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return time.perf_counter() - began


if __name__ == "__main__":
    measure(sys.argv[2]) if sys.argv[1:2] == ["measure"] else main()
