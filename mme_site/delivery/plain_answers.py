"""Answers that need neither Django nor a database: errors, in words."""

SAID = {
    400: ("Bad Request", "This request cannot be read."),
    408: ("Request Timeout", "The request did not arrive in time. Please try again."),
    413: ("Content Too Large", "This is larger than the site takes at this address."),
    500: ("Internal Server Error", "There is a problem with the site. Please try again in a moment."),
    503: ("Service Unavailable", "Very many people are asking at once. Please try again in a few seconds."),
}
SECONDS_TO_RETRY = "5"
SAFE = [
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'"),
]


def plain_error(status: int) -> tuple[str, list[tuple[str, str]], bytes]:
    """Return (status, headers, body)."""
    reason, words = SAID[status]
    body = f"{words}\n".encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body))), *SAFE]
    if status == 503:
        headers.append(("Retry-After", SECONDS_TO_RETRY))
    if status in (408, 413):
        headers.append(("Connection", "close"))
    return f"{status} {reason}", headers, body
