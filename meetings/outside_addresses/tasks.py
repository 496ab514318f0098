"""The look at outside addresses: which there are, and which are asked now.

Every hour a few are asked, each in a task of its own and no two at one host, so that a host
is asked at most once an hour and mails and the search index never wait long. Nothing is asked
unless CHECK_OUTSIDE_ADDRESSES says so.
"""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import QuerySet
from django_tasks import task
from wagtail.models import Page

from meetings.models import DocumentFile, KeyPoint, MeetingPoint
from meetings.models.outside_address import OutsideAddress
from meetings.outside_addresses.requests import CheckNotAllowed, problem_of
from mme_site.core.sources import Source, host_of

AT_ONCE = 20  # addresses in an hour; a week has room for 3,360
LATER = -10  # after everything that somebody waits for


def uses(**conditions: object) -> Iterator[QuerySet]:
    """Yield the lines of live pages that name an address, each as (address, key of the page)."""
    lines = {DocumentFile: "document", KeyPoint: "document", MeetingPoint: "meeting", Source: "page"}
    for model, page in lines.items():
        named = model.objects.filter(**{f"{page}__live": True}, **conditions).exclude(url="")
        yield named.order_by().values_list("url", f"{page}__pk")


def sync_addresses() -> None:
    """Keep a row for each address that a live page names, and none for others."""
    named = {url for rows in uses() for url, _page in rows}
    known = dict(OutsideAddress.objects.values_list("url", "pk"))
    OutsideAddress.objects.filter(pk__in=[pk for url, pk in known.items() if url not in named]).delete()
    OutsideAddress.objects.bulk_create(
        [OutsideAddress(url=url) for url in sorted(named - known.keys())], ignore_conflicts=True
    )


def enqueue_checks() -> None:
    """Leave to the worker a task for each of the addresses that are asked in this hour."""
    if not settings.CHECK_OUTSIDE_ADDRESSES:
        return
    sync_addresses()
    by_host: dict[str, OutsideAddress] = {}
    for address in OutsideAddress.objects.due():
        by_host.setdefault(host_of(address.url), address)
        if len(by_host) == AT_ONCE:
            break
    for address in by_host.values():
        check_address.enqueue(address.pk)


@task(priority=LATER)
def check_address(key: int) -> None:
    """Ask one address and write down what it answered; one that may not be asked counts as there."""
    address = OutsideAddress.objects.due().filter(pk=key).first()
    if address is None:  # asked meanwhile, or no longer named
        return
    try:
        problem = problem_of(address.url)
    except CheckNotAllowed:
        problem = ""
    address.note(problem)


def pages_naming(urls: list[str]) -> dict[str, Page]:
    """Return a live page for each of these addresses that one names."""
    keys = {url: page for rows in uses(url__in=urls) for url, page in rows}
    pages = Page.objects.in_bulk(set(keys.values()))
    return {url: pages[key] for url, key in keys.items() if key in pages}
