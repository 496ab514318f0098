"""What an uncached page costs with the shipped content: `make bench`.

Prints, for one page of every type, its database queries, its gzipped bytes, and its
median time as a ratio to the page that needs no database, measured in the same run.
"""

import gzip
import io
import os
import statistics
import time

import django
from django.core.management import call_command

RUNS = 30
YARDSTICK = "page not found"


def main():
    """Load the content into a database of its own, and measure every page."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "mme_site.settings.test"
    os.environ["DATABASE_URL"] = ""
    django.setup()
    print("Loading the content ...")
    call_command("migrate", verbosity=0)
    call_command("load_content", verbosity=0, stdout=io.StringIO())
    measured = measure_pages()
    yardstick = measured[YARDSTICK][2]
    print(f"{'page':24}{'queries':>8}{'bytes':>8}{'median ms':>11}{'ratio':>8}")
    for name, (queries, size, seconds) in measured.items():
        print(f"{name:24}{queries:8}{size:8}{seconds * 1000:11.1f}{seconds / yardstick:8.1f}")


def measure_pages():
    """Return (queries, gzipped bytes, median seconds) of each page, by its name.

    The pages take turns, so that a machine that slows down slows all of them.
    """
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tests.browser.pages import PAGES

    client, times, measured = Client(), {name: [] for name in PAGES}, {}
    for name, address in PAGES.items():
        client.get(address)  # what is read once in a process has been read
        with CaptureQueriesContext(connection) as queries:
            content = client.get(address).content
        measured[name] = len(queries), len(gzip.compress(content))
    for _run in range(RUNS):
        for name, address in PAGES.items():
            started = time.perf_counter()
            client.get(address)
            times[name].append(time.perf_counter() - started)
    return {name: (*measured[name], statistics.median(times[name])) for name in PAGES}


if __name__ == "__main__":
    main()
