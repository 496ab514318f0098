"""Answers that the front gives by itself: errors, and its health."""

import json

from mme_site.delivery.front.held import head_of

SAID = {
    400: ("Bad Request", "This request cannot be read."),
    408: ("Request Timeout", "The request did not arrive in time. Please try again."),
    411: ("Length Required", "Please send this with its length (Content-Length)."),
    413: ("Content Too Large", "This is larger than the site takes at once."),
    431: ("Request Header Fields Too Large", "The address or the cookies of this request are too long."),
    502: ("Bad Gateway", "The site did not answer. Please try again in a moment."),
    503: ("Service Unavailable", "Very many people are asking at once. Please try again in a few seconds."),
}
SECONDS_TO_RETRY = 5
SAFE = [
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'"),
]


def error(status):
    """Return (first line, rest of the head, body) of an error, said in words."""
    reason, words = SAID[status]
    fields = [(b"content-type", b"text/plain; charset=utf-8"), *SAFE]
    if status in (502, 503):
        fields.append((b"retry-after", b"%d" % SECONDS_TO_RETRY))
    return finished(f"{status} {reason}", fields, f"{words}\n".encode())


def health(said):
    """Return the same of what the front says about itself."""
    return finished("200 OK", [(b"content-type", b"application/json"), *SAFE[:2]], json.dumps(said).encode())


def finished(status, fields, body):
    fields = [*fields, (b"content-length", b"%d" % len(body))]
    return b"HTTP/1.1 " + status.encode() + b"\r\n", head_of(fields), body
