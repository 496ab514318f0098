"""Answers that need neither Django nor a database: errors, in words."""

from django.conf import settings

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
    ("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
    ("Referrer-Policy", "no-referrer"),
]


def plain_error(status: int) -> tuple[str, list[tuple[str, str]], bytes]:
    """Return (status, headers, body)."""
    reason, words = SAID[status]
    body = f"{words}\n".encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body))), *SAFE]
    if settings.SECURE_HSTS_SECONDS:  # as Django's SecurityMiddleware says it
        headers.append(("Strict-Transport-Security", hsts()))
    if status == 503:
        headers.append(("Retry-After", SECONDS_TO_RETRY))
    if status in (408, 413):
        headers.append(("Connection", "close"))
    return f"{status} {reason}", headers, body


def hsts() -> str:
    more = {"includeSubDomains": settings.SECURE_HSTS_INCLUDE_SUBDOMAINS, "preload": settings.SECURE_HSTS_PRELOAD}
    return "; ".join([f"max-age={settings.SECURE_HSTS_SECONDS}", *(name for name, is_said in more.items() if is_said)])
