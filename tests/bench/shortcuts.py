"""What each shortcut of decision 22 (docs/decisions/0022-what-we-lean-on.md) wins: `python -m tests.bench.shortcuts`.

Prints for each page how many times the processor time and how many queries it takes without one
of them, in one process, with and without in turn. What wins less than a fifth of a page has to go.
"""

import argparse
import contextlib
import statistics
import time
from unittest.mock import patch

from tests.bench.pages import prepared_site, say

RUNS = 15


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--database", default="", help="the URL of an empty PostgreSQL database; SQLite without it")
    parser.add_argument("--documents", type=int, default=10_000, help="how many documents are made beside the content")
    options = parser.parse_args()
    with prepared_site(options.database):
        from django.core.management import call_command

        from tests.bench.addresses import admin_addresses, cookie, public_addresses
        from tests.generating.command import Command

        call_command(Command(), meetings=max(options.documents // 10, 1), documents=options.documents)
        report("routing", public_addresses(), without_routing)
        explorer = {name: address for name, address in admin_addresses().items() if name.startswith("explorer")}
        report("page rights, for an editor", explorer, without_page_rights, HTTP_COOKIE=cookie(editor()))
        report("buttons of translation", explorer, without_buttons, HTTP_COOKIE=cookie())


def editor():
    from django.contrib.auth.models import Group

    from mme_site.editorial.users.models import User

    user = User.objects.create_user("editor", "editor@example.org")
    user.groups.add(Group.objects.get(name="Editors"))
    return user


def without_routing():
    from mme_site.pages import routing

    return patch.object(routing, "is_caching", lambda: False)


def without_page_rights():
    from wagtail.models import Page

    from mme_site.pages.base import BasePage

    return patch.object(BasePage, "permissions_for_user", Page.permissions_for_user)


@contextlib.contextmanager
def without_buttons():
    from wagtail import hooks
    from wagtail_localize.wagtail_hooks import page_listing_more_buttons

    from mme_site.editorial.listings import explorer, translating

    theirs = [
        (page_listing_more_buttons if hook is translating.buttons_of_row else hook, order)
        for hook, order in hooks._hooks[translating.HOOK]
    ]
    with (
        patch.dict(hooks._hooks, {translating.HOOK: theirs}),
        patch.object(explorer, "read_translating", lambda items, user: None),
    ):
        yield


def report(title, addresses, without, **headers):
    """Print a line for each page, and the median of all ratios."""
    say(f"\n{title:28}{'ms with':>10}{'without':>10}{'ratio':>8}{'queries':>10}")
    ratios = []
    for name, address in addresses.items():
        with_it, more, queries = measure(address, without, headers)
        ratios.append(more / with_it)
        say(f"{name:28}{with_it * 1000:10.1f}{more * 1000:10.1f}{ratios[-1]:8.2f}{queries:>10}")
    say(f"{'median':28}{'':20}{statistics.median(ratios):8.2f}")


def measure(address, without, headers):
    """Return the median seconds of a page with a shortcut and without, and the queries of both."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.helpers.wsgi import ask

    ways = (contextlib.nullcontext, without)
    times, counted = {way: [] for way in ways}, []
    for way in ways:
        with way():
            ask(address, **headers)  # what is read once in a process has been read
            with CaptureQueriesContext(connection) as queries:
                ask(address, **headers)
        counted.append(len(queries))
    for _run in range(RUNS):
        for way in ways:
            with way():
                started = time.process_time()
                ask(address, **headers)
                times[way].append(time.process_time() - started)
    return *(statistics.median(times[way]) for way in ways), "{} → {}".format(*counted)


if __name__ == "__main__":
    main()
