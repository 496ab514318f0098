"""What uncached pages and the admin cost, and how that grows with the content: `make bench`.

Prints for one page of every type its database queries, its gzipped bytes, and its median and
99th percentile through the WSGI application in this process, on one core; first with the
content that the project ships, then with so many documents, and a tenth of as many meetings,
beside it. A page is asked for while no content changes; `first` is the slowest way to get it,
right after a change.
"""

import argparse
import contextlib
import io
import logging
import os
import sys
import tempfile
import time

import django
from django.core.management import call_command

SIZES = (100, 10_000, 100_000)  # documents
RUNS, SLOW = 40, 12  # requests of a page; of one that takes long
SECONDS = 60  # for all pages of one size


def main():
    """Prepare a site in a directory of its own, and measure it as it grows."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--database", default="", help="the URL of an empty PostgreSQL database; SQLite without it")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="how many documents there are in turn")
    options = parser.parse_args()
    with prepared_site(options.database):
        from tests.generating.command import Command

        report("the shipped content")
        made = 0
        for size in options.sizes:
            call_command(Command(), meetings=max((size - made) // 10, 1), documents=size - made)
            made = size
            report(f"{size:,} documents and {max(size // 10, 1):,} meetings more")


@contextlib.contextmanager
def prepared_site(database):
    """Use a new site with the shipped content, in a directory of its own and on SQLite or an empty database."""
    with tempfile.TemporaryDirectory(prefix="mme-bench-") as folder:
        os.environ |= {"DATA_DIR": folder, "DATABASE_URL": database}
        os.environ["DJANGO_SETTINGS_MODULE"] = "mme_site.settings.dev"
        django.setup()
        logging.disable(logging.WARNING)  # one of the pages is not found
        say("Preparing a site ...")
        with contextlib.redirect_stdout(io.StringIO()):
            call_command("prepare")
        yield


def report(title):
    """Print the tables of one size."""
    from tests.bench.addresses import admin_addresses, cookie, public_addresses

    say(f"\nPages, {title}")
    print_table(public_addresses())
    say(f"\nThe admin, {title}")
    print_table(admin_addresses(), HTTP_COOKIE=cookie())


def print_table(addresses, **headers):
    """Measure the pages at these addresses, and print a line for each."""
    from mme_site.caching.content_cache import clear
    from tests.helpers.wsgi import ask, measure

    firsts = {}
    for name, address in addresses.items():
        clear()
        started = time.perf_counter()
        ask(address, **headers)
        firsts[name] = time.perf_counter() - started
    runs = RUNS if sum(firsts.values()) * RUNS < SECONDS else SLOW
    say(f"{'page':28}{'queries':>8}{'bytes':>8}{'median ms':>11}{'p99 ms':>9}{'first ms':>10}")
    for name, cost in measure(addresses, runs, **headers).items():
        median, late, first = (seconds * 1000 for seconds in (cost.median, cost.slowest, firsts[name]))
        say(f"{name:28}{cost.queries:8}{cost.size:8}{median:11.1f}{late:9.1f}{first:10.1f}")


def say(line):
    print(line)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
