"""What the page cache must know of the site's addresses and cookies."""

from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

# Everything below these is for one reader, or has an answer of its own each time.
PRIVATE_ROUTES: list[tuple[str, dict[str, Any]]] = [
    ("wagtailadmin_home", {}),
    ("previewed_site", {"token": "x", "path": ""}),
    ("publishing_calendar_feed", {"token": "x"}),
    ("rendition", {"path": "x"}),
    ("shared_draft", {"token": "x"}),
    ("wagtaildocs_serve", {"document_id": 1, "document_filename": "x"}),
]
# Whoever sends one of these wants more than what everybody gets.
MORE_WANTED = {
    *("HTTP_RANGE", "HTTP_AUTHORIZATION", "HTTP_UPGRADE"),
    *("CONTENT_LENGTH", "HTTP_TRANSFER_ENCODING"),
}
UPLOAD_ROUTES = ("wagtailimages:index", "wagtaildocs:index", "wagtailadmin_account", "import_export")


class Rules(NamedTuple):
    """Parts of addresses and of cookies."""

    static: str  # how the address of every static file begins
    private: tuple[str, ...]  # how addresses begin of which no answer is kept
    uploads: tuple[str, ...]  # how addresses begin that take files
    searches: tuple[str, ...]  # parts of the address that a reader comes from, where what is opened from it is counted
    session: str  # the part of a cookie that makes an answer personal

    def is_private(self, environ: dict[str, Any]) -> bool:
        """Return True where the answer may be for this client alone."""
        return environ["PATH_INFO"].startswith(self.private) or self.is_of_one_client(environ)

    def is_of_one_client(self, environ: dict[str, Any]) -> bool:
        cookie, came_from = environ.get("HTTP_COOKIE"), environ.get("HTTP_REFERER")
        return bool(
            (cookie and self.session in cookie)
            or (came_from and any(part in came_from for part in self.searches))
            or not environ.keys().isdisjoint(MORE_WANTED)
        )

    def takes_uploads(self, environ: dict[str, Any]) -> bool:
        """Return True where a client that has signed in may send files."""
        return environ["PATH_INFO"].startswith(self.uploads) and self.session in environ.get("HTTP_COOKIE", "")


def rules_of_the_site() -> Rules:
    searches = addresses_of_search()
    return Rules(
        static=settings.STATIC_URL,
        private=("/health/", *(first_part(name, arguments) for name, arguments in PRIVATE_ROUTES), *searches),
        uploads=tuple(reverse(name) for name in UPLOAD_ROUTES),
        searches=tuple(f"{address}?" for address in searches),
        session=f"{settings.SESSION_COOKIE_NAME}=",
    )


def first_part(name: str, arguments: dict[str, Any]) -> str:
    address = reverse(name, kwargs=arguments)
    return address[: address.index("/", 1) + 1]


def addresses_of_search() -> tuple[str, ...]:
    """Return the address of the search in each language."""
    found = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.append(reverse("search"))
    return tuple(found)
