"""The variables that the site reads from its environment.

Every variable is declared in `VARIABLES`; reading one that is not is an error. The
table in README.md is held against this list by a test. `validate` looks at all of
them before any is used, and says every fault at once.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host

from mme_site.settings.values import (
    ON,
    address,
    addresses,
    contact,
    database,
    error_collector,
    flag,
    host,
    hosts,
    log_format,
    long_secret,
    networks,
    number,
    pairs,
    passphrase,
    proxies,
    sender,
    site,
    split,
    zone,
)


@dataclass(frozen=True)
class Variable:
    """One environment variable: what it is for, and its value where it is not set."""

    purpose: str
    default: str = ""
    check: Callable[[str], str | None] | None = None  # returns what the value must be, or None where it is


VARIABLES = {
    "HOST": Variable(
        "the address that `make run` listens on; `0.0.0.0` is every address of the machine", "127.0.0.1", check=host
    ),
    "PORT": Variable("the port that `make run` listens on", "8000", check=number(most=65_535)),
    "DATA_DIR": Variable("everything the running site writes: database, media, static", "var"),
    "DATABASE_URL": Variable(
        "`postgres://user:password@host:port/name`; SQLite in DATA_DIR when unset", check=database
    ),
    "SECRET_KEY": Variable("signs sessions and forms; made and kept in DATA_DIR outside production", check=long_secret),
    "SECRET_KEY_FALLBACKS": Variable(
        "former keys, with commas between: what they have signed or encrypted is still read"
    ),
    "ALLOWED_HOSTS": Variable(
        "host names that the site answers to, with commas between", "localhost,127.0.0.1,[::1]", check=hosts
    ),
    "SITE_URL": Variable(
        "the public address, without a slash at the end; `http://localhost:PORT` when unset",
        check=site,
    ),
    "SITE_TIME_ZONE": Variable("the IANA time zone in which the site shows times", "Europe/Brussels", check=zone),
    "DEBUG": Variable("`1` shows Django's error pages on a developer's machine", "0", check=flag),
    "WEB_PROCESSES": Variable("processes that make pages", "1", check=number()),
    "WEB_THREADS": Variable("threads of each of them; each keeps a database connection", "4", check=number(most=64)),
    "PAGE_CACHE_MEGABYTES": Variable(
        "memory for finished pages and static files, at most, in each of them", "64", check=number(most=65_536)
    ),
    "FRONTEND_CACHE_URL": Variable(
        "caches in front of the site, told of each change by PURGE; with commas between",
        check=addresses("http", "https"),
    ),
    "SHARED_CACHE_SECONDS": Variable(
        "how long those may show a page before they ask again; `0` asks each time",
        "0",
        check=number(least=0, most=31_536_000),
    ),
    "TRUSTED_PROXIES": Variable(
        "the proxies in front, whose `X-Forwarded-…` is believed: their networks, with commas between, or how many",
        "127.0.0.1,::1",
        check=proxies,
    ),
    "WEB_PROCESS_MEGABYTES": Variable(
        "a web process that needs more memory is replaced by a new one", "640", check=number(least=256)
    ),
    "SEARCHES_A_MINUTE": Variable(
        "questions that one address may ask the search, in each of those processes", "120", check=number()
    ),
    "KEEP_DELETED_DAYS": Variable(
        "days for which what editors delete can be put back", "90", check=number(most=36_500)
    ),
    "CHECK_OUTSIDE_ADDRESSES": Variable(
        "`1` asks each address elsewhere that a page names once a week, and tells editors what died", "0", check=flag
    ),
    "DATA_LICENSE_URL": Variable(
        "the address of the licence of the data; pages and data name none while it is unset",
        check=address("http", "https"),
    ),
    "PUBLISHER_INTERVAL": Variable(
        "seconds between two looks for scheduled revisions that are due, at most 30", "10", check=number(most=30)
    ),
    "SESSION_IDLE_MINUTES": Variable(
        "a person who does nothing for so long is signed out", "480", check=number(most=100_000)
    ),
    "OIDC_SERVER_URL": Variable(
        "single sign-on: the OpenID Connect provider, whose `/.well-known/` is asked", check=address("http", "https")
    ),
    "OIDC_CLIENT_ID": Variable("what the provider calls this site"),
    "OIDC_CLIENT_SECRET": Variable("the secret that the provider has given it"),
    "OIDC_NAME": Variable("what is written on the button", "Single sign-on"),
    "OIDC_ROLES_CLAIM": Variable("the claim with roles; `realm_access.roles` is one within another", "groups"),
    "OIDC_ROLES": Variable(
        "its values and the roles they give: `mme-editors=editors,mme-admin=administrators`", check=pairs
    ),
    "OIDC_SECOND_FACTOR": Variable("values of `amr` or `acr` with which the provider says it asked for one", "mfa"),
    "EMAIL_URL": Variable(
        "the mail server: `smtps://user:password@host:465`, `smtp+tls://…:587` (STARTTLS) or `smtp://host:25`; "
        "letters are printed to the log when neither this nor EMAIL_HOST is set",
        check=address("smtp", "smtp+tls", "smtps"),
    ),
    "EMAIL_HOST": Variable("a mail server that asks for no name and no TLS, at port 25"),
    "S3_BUCKET": Variable("files in object storage: the bucket; in DATA_DIR/media when unset"),
    "S3_ENDPOINT_URL": Variable(
        "the address of an S3-compatible store that is not Amazon's", check=address("http", "https")
    ),
    "S3_REGION": Variable("its region"),
    "S3_ACCESS_KEY": Variable("the name of the key; that of the machine's role when unset"),
    "S3_SECRET_KEY": Variable("its secret"),
    "ADMIN_NETWORKS": Variable(
        "networks from which `/admin/` can be opened, with commas between; from everywhere when unset", check=networks
    ),
    "LOG_FORMAT": Variable("`json` writes one object on each line, `plain` a line of text", "plain", check=log_format),
    "ACCESS_LOG": Variable("`1` writes a line for each request that Django answers", "0", check=flag),
    "METRICS_TOKEN": Variable(
        "what Prometheus says as `Authorization: Bearer …` to read `/metrics`; no address when unset",
        check=passphrase,
    ),
    "SENTRY_DSN": Variable("where errors are reported to", check=error_collector),
    "SECURITY_CONTACT": Variable(
        "the address in `/.well-known/security.txt`: `mailto:…` or `https://…`", check=contact
    ),
    "BACKUP_DIR": Variable("where the worker makes a backup each night; none when unset"),
    "BACKUP_KEY": Variable("encrypts backups: a passphrase of 20 characters or more", check=passphrase),
    "DEFAULT_FROM_EMAIL": Variable("the sender of those notices", "noreply@localhost", check=sender),
    "TEST_DATABASE_URL": Variable("a PostgreSQL database for a second run of the test suite"),
}

NEED = {
    "OIDC_SERVER_URL": ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_ROLES"),
    "S3_ENDPOINT_URL": ("S3_BUCKET",),
    "S3_REGION": ("S3_BUCKET",),
    "S3_ACCESS_KEY": ("S3_SECRET_KEY", "S3_BUCKET"),
    "S3_SECRET_KEY": ("S3_ACCESS_KEY", "S3_BUCKET"),
}


def read(name):
    """Return the value of a declared variable, or its default where it is unset or empty."""
    variable = VARIABLES[name]
    return os.environ.get(name, "").strip() or variable.default


def read_flag(name):
    """Return True for 1, true, yes or on."""
    return read(name).lower() in ON


def read_list(name):
    """Return the parts of a value with commas, without spaces and empty parts."""
    return split(read(name))


def read_pairs(name):
    """Return (value, role) of each part `value=role`."""
    refuse(faults_of(name))
    parts = [part.rpartition("=") for part in read_list(name)]
    return [(value.strip(), role.strip()) for value, _equals, role in parts]


def read_number(name):
    """Return a whole number within the bounds of the variable.

    Raises ImproperlyConfigured, naming the variable, for anything else.
    """
    refuse(faults_of(name))
    return int(read(name))


def values_set():
    """Return the variables that are set, which a backup keeps."""
    return {name: os.environ[name] for name in VARIABLES if os.environ.get(name, "").strip()}


def validate(*required):
    """Raise ImproperlyConfigured with every variable that is wrong, and every required one that is not set."""
    missing = [name for name in required if not os.environ.get(name, "").strip()]
    faults = [fault for name in VARIABLES for fault in faults_of(name)]
    if missing:
        faults.insert(
            0, "The site does not start without " + ", ".join(missing) + ". See the environment table in README.md."
        )
    refuse([*faults, *contradictions()])


def contradictions():
    """Yield what is wrong with variables that are right each by itself."""
    url = read("SITE_URL")
    if url and not faults_of("SITE_URL"):
        if urlsplit(url).scheme != "https":
            yield "SITE_URL must begin with https://: production is behind TLS, and answers nothing without it."
        names = values_set().get("ALLOWED_HOSTS", "*")  # where it is missing, that is said
        if not validate_host(urlsplit(url).hostname, split(names.lower())):
            yield f"ALLOWED_HOSTS must name {urlsplit(url).hostname}, the host of SITE_URL."
    for name, others in NEED.items():
        missing = [other for other in others if not read(other)]
        if read(name) and missing:
            yield f"{name} needs {' and '.join(missing)}."
    folder = Path(read("BACKUP_DIR")).resolve()
    if read("BACKUP_DIR") and folder.is_relative_to(Path(read("DATA_DIR"), "media").resolve()):
        yield "BACKUP_DIR must be outside DATA_DIR/media: each backup would hold all those before it."


def faults_of(name):
    variable, value = VARIABLES[name], read(name)
    must_be = variable.check(value) if variable.check and value else None
    shown = "what it is" if any(part in name for part in ("KEY", "URL", "DSN")) else repr(value)  # they hold secrets
    return [f"{name} must be {must_be}, not {shown}."] if must_be else []


def refuse(faults):
    if faults:
        raise ImproperlyConfigured("\n".join(faults))
