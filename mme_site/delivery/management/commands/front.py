"""The server in front of Django, which answers with finished pages."""

import resource

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils.translation import override

from mme_site.delivery.front.answering import Place
from mme_site.delivery.front.server import serve

MEGABYTE = 1024 * 1024
# Each client takes a file descriptor, and each of those that Django answers another two.
MOST_CONNECTIONS = 8_192
DESCRIPTORS_BESIDE = 512
# Everything below these is for one reader, or has an answer of its own each time.
ROUTES = [("wagtailadmin_home", {}), ("publishing_calendar_feed", {"token": "x"}), ("rendition", {"path": "x"})]


class Command(BaseCommand):
    help = "Answer at HOST and PORT, and ask the web server at a socket for what is not held. Started by `serve`."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("socket", help="the path of the web server's socket")

    def handle(self, socket, **options):
        serve(place(socket), settings.HOST, settings.PORT, connections_allowed())


def place(socket):
    """Return what the front must know of the site."""
    return Place(
        socket=socket,
        threads=settings.WEB_PROCESSES * settings.WEB_THREADS,
        most_bytes=settings.PAGE_CACHE_MEGABYTES * MEGABYTE,
        static=settings.STATIC_URL.encode(),
        never=(b"/files/", b"/health/", *first_parts(), *searches()),
        counted=tuple(address + b"?" for address in searches()),
        cookies=(f"{settings.SESSION_COOKIE_NAME}=".encode(), b"messages="),
        trusts_proxy=bool(getattr(settings, "SECURE_PROXY_SSL_HEADER", None)),
    )


def first_parts():
    """Return the first part of the address of each route of which no answer is held."""
    addresses = [reverse(name, kwargs=arguments) for name, arguments in ROUTES]
    return [address[: address.index("/", 1) + 1].encode() for address in addresses]


def searches():
    """Return the address of the search in each language."""
    found = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.append(reverse("search").encode())
    return found


def connections_allowed():
    """Raise the limit of file descriptors as far as this process may, and return how many clients that is."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + DESCRIPTORS_BESIDE
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    return max(allowed - DESCRIPTORS_BESIDE, 64)
