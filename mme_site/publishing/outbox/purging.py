"""Caches in front of the site, told which addresses have changed.

The caches are Wagtail's `WAGTAILFRONTENDCACHE`; without it nothing is asked for. Core's
own app `wagtail.contrib.frontend_cache` stays out of INSTALLED_APPS: its receivers write
the settings of the caches, their keys included, into each task.
"""

import logging

from django.conf import settings
from django_tasks import task


class PurgeFailed(Exception):
    """A cache did not take the request to forget something."""


@task(priority=20)  # before all else: readers are shown what is no longer so
def purge_addresses(*addresses):
    """Let the caches forget these addresses; raise PurgeFailed where one does not."""
    from wagtail.contrib.frontend_cache.tasks import purge_urls_from_cache_task

    with Errors() as errors:
        purge_urls_from_cache_task.call(list(addresses))
    if errors.said:
        raise PurgeFailed("; ".join(errors.said))


class Errors(logging.Handler):
    """Inside `with`, collects the errors that core's caches only log (frontend_cache/backends/http.py)."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.said = []

    def emit(self, record):
        self.said.append(record.getMessage())

    def __enter__(self):
        logging.getLogger("wagtail.frontendcache").addHandler(self)
        return self

    def __exit__(self, *exception):
        logging.getLogger("wagtail.frontendcache").removeHandler(self)


def is_wanted():
    """Return True where there is a cache to tell."""
    return bool(getattr(settings, "WAGTAILFRONTENDCACHE", None))


def purge(*pages):
    """Ask for these pages to be forgotten after the commit, at the addresses that they have now."""
    addresses = sorted({address for page in pages for address in addresses_of(page)})
    if addresses:
        purge_addresses.enqueue(*addresses)


def purge_with_pages_below(page, url_path=None):
    """Ask for a page and the live pages below it to be forgotten, at their addresses below another path if given."""
    pages = page.get_descendants(inclusive=True).live().specific(defer=True)
    purge(*(moved(below, page.url_path, url_path) if url_path else below for below in pages))


def moved(page, path, other_path):
    """Return the page as if it stood below the other path."""
    page.url_path = other_path + page.url_path.removeprefix(path)
    return page


def addresses_of(page):
    """Return the full addresses of a page that caches may hold; none where it has no site."""
    address = page.get_full_url()
    return [address + path.lstrip("/") for path in page.specific_deferred.get_cached_paths()] if address else []
