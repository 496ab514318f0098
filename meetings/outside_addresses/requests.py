"""Asks one address elsewhere whether it still answers, as politely as a look once a week can be."""

import ipaddress
import socket
import urllib.error
import urllib.request
import urllib.robotparser
from http.client import HTTPException
from urllib.parse import urlsplit

from django.conf import settings

SECONDS = 10  # for one request
GONE = {404, 410}
ANSWERS_ONLY_GET = {400, 403, 404, 405, 406, 410, 501}  # to HEAD, as some servers do of what they have
LARGEST_ROBOTS = 100_000  # bytes


class CheckNotAllowed(Exception):
    """The address is none that this site asks: not on the web, in a private network, or closed to robots."""


class PublicRedirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirection only to where an address may lead as well."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        require_public(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def user_agent() -> str:
    """Say who asks, where that can be read, and how often."""
    return f"MMESiteLinkCheck/1.0 (+{settings.SITE_URL}; once a week)"


def is_public(host: str, port: int) -> bool:
    """Return True for a host that is not in a private network."""
    found = socket.getaddrinfo(host, port, proto=socket.IPPROTO_TCP)
    return all(ipaddress.ip_address(str(entry[4][0])).is_global for entry in found)


def require_public(url: str) -> None:
    """Raise CheckNotAllowed for an address that is not on the public web."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise CheckNotAllowed
    if not is_public(parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)):
        raise CheckNotAllowed


def problem_of(url: str) -> str:
    """Return why an address does not answer, in a few words of English; an empty text where it does.

    A host that answers anything but that the page is gone, or that it failed, is there. Raises CheckNotAllowed.
    """
    try:
        require_public(url)
        require_robots(url)
        status = status_of(url, "HEAD")
        if status in ANSWERS_ONLY_GET:
            status = status_of(url, "GET")
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        return f"{type(reason).__name__}: {reason}"
    return f"HTTP {status}" if status in GONE or status >= 500 else ""


def open_address(url: str, method: str):
    request = urllib.request.Request(url, method=method, headers={"User-Agent": user_agent()})
    return urllib.request.build_opener(PublicRedirects).open(request, timeout=SECONDS)


def status_of(url: str, method: str) -> int:
    """Return the status of the answer; what follows its headers is not read."""
    try:
        with open_address(url, method) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def require_robots(url: str) -> None:
    """Raise CheckNotAllowed where the host's robots.txt keeps robots from an address; without one, it does not."""
    parts, rules = urlsplit(url), urllib.robotparser.RobotFileParser()
    try:
        with open_address(f"{parts.scheme}://{parts.netloc}/robots.txt", "GET") as answer:
            rules.parse(answer.read(LARGEST_ROBOTS).decode("utf-8", "replace").splitlines())
    except urllib.error.HTTPError:
        return
    if not rules.can_fetch(user_agent(), url):
        raise CheckNotAllowed
