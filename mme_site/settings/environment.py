"""The variables that the site reads from its environment.

Every variable is declared in `VARIABLES`; reading one that is not is an error. The
table in README.md is held against this list by a test.
"""

import os
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Variable:
    """One environment variable: what it is for, and its value where it is not set."""

    purpose: str
    default: str = ""


VARIABLES = {
    "HOST": Variable("the address that `make run` listens on; `0.0.0.0` is every address of the machine", "127.0.0.1"),
    "PORT": Variable("the port that `make run` listens on", "8000"),
    "DATA_DIR": Variable("everything the running site writes: database, media, static", "var"),
    "DATABASE_URL": Variable("`postgres://user:password@host:port/name`; SQLite in DATA_DIR when unset"),
    "SECRET_KEY": Variable("signs sessions and forms; made and kept in DATA_DIR outside production"),
    "ALLOWED_HOSTS": Variable("host names that the site answers to, with commas between", "localhost,127.0.0.1,[::1]"),
    "SITE_URL": Variable("the public address, without a slash at the end; `http://localhost:PORT` when unset"),
    "SITE_TIME_ZONE": Variable("the IANA time zone in which the site shows times", "Europe/Brussels"),
    "DEBUG": Variable("`1` shows Django's error pages on a developer's machine", "0"),
    "WEB_PROCESSES": Variable("processes that make pages", "1"),
    "WEB_THREADS": Variable("threads of each of them; each keeps a database connection", "4"),
    "PAGE_CACHE_MEGABYTES": Variable("the most memory for finished pages and static files", "64"),
    "FRONTEND_CACHE_URL": Variable("caches in front of the site, told of each change by PURGE; with commas between"),
    "SHARED_CACHE_SECONDS": Variable("how long those may show a page before they ask again; `0` asks each time", "0"),
    "BEHIND_FRONT": Variable("`1` in the processes that `manage.py serve` puts behind its own server; not to be set"),
    "SEARCHES_A_MINUTE": Variable("questions that one address may ask the search, in each of those processes", "120"),
    "KEEP_DELETED_DAYS": Variable("days for which what editors delete can be put back", "90"),
    "PUBLISHER_INTERVAL": Variable("seconds between two looks for scheduled revisions that are due, at most 30", "10"),
    "EMAIL_HOST": Variable("SMTP server for the notices to editors; printed to the log when unset"),
    "DEFAULT_FROM_EMAIL": Variable("the sender of those notices", "noreply@localhost"),
    "TEST_DATABASE_URL": Variable("a PostgreSQL database for a second run of the test suite"),
}


def read(name):
    """Return the value of a declared variable, or its default where it is unset or empty."""
    variable = VARIABLES[name]
    return os.environ.get(name, "").strip() or variable.default


def read_flag(name):
    """Return True for 1, true, yes or on."""
    return read(name).lower() in {"1", "true", "yes", "on"}


def read_list(name):
    """Return the parts of a value with commas, without spaces and empty parts."""
    return [part.strip() for part in read(name).split(",") if part.strip()]


def read_number(name, least=1, most=1_000_000):
    """Return a whole number from `least` to `most`.

    Raises ImproperlyConfigured, naming the variable, for anything else.
    """
    value = read(name)
    if not value.isdecimal() or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}, not {value!r}.")
    return int(value)


def require(*names):
    """Raise ImproperlyConfigured naming every one of these variables that is not set."""
    missing = [name for name in names if not os.environ.get(name, "").strip()]
    if missing:
        raise ImproperlyConfigured(
            "The site does not start without " + ", ".join(missing) + ". See the environment table in README.md."
        )
