"""What the value of a variable must be: each check returns it in words, or None where it is so."""

import ipaddress
import re
import zoneinfo
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

HOST_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
# Those of mme_site/editorial/users/roles, as a test holds: the settings import nothing of the site.
ROLE = re.compile(r"editors|publishers|administrators|translators [a-z]{2,3}")
ROLES_IN_WORDS = "editors, publishers, administrators, and translators of a language, such as translators fr"
ON, OFF = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


def number(least=1, most=1_000_000):
    return lambda value: (
        None
        if value.isascii() and value.isdecimal() and least <= int(value) <= most
        else f"a whole number from {least} to {most}"
    )


def flag(value):
    return None if value.lower() in {*ON, *OFF} else "1 or 0"


def zone(value):
    return None if value in zoneinfo.available_timezones() else "an IANA time zone, such as Europe/Brussels"


def address(*schemes):
    """Return a check for addresses with one of these schemes and a host."""

    def check(value):
        is_one = is_address(value, schemes)
        return None if is_one else f"an address that begins with {' or '.join(f'{scheme}://' for scheme in schemes)}"

    return check


def is_address(value, schemes, needs_host=True):
    try:
        parts = urlsplit(value)
        is_one = parts.scheme in schemes and (bool(parts.hostname) or not needs_host) and (parts.port or True)
    except ValueError:
        return False
    return is_one and not any(map(str.isspace, value))  # such as a comment on the same line


def addresses(*schemes):
    """Return a check for such addresses with commas between."""
    one = address(*schemes)
    return lambda value: next(filter(None, map(one, split(value))), None)


def database(value):
    if value.startswith(("sqlite://:memory:", "sqlite:///")):
        return None
    is_one = is_address(value, ("postgres", "postgresql"), needs_host=False) and urlsplit(value).path.strip("/")
    return None if is_one else "an address such as postgres://user:password@host:5432/name"


def site(value):
    is_one = is_address(value, ("http", "https"))
    is_bare = is_one and not (urlsplit(value).path.strip("/") or urlsplit(value).query or urlsplit(value).username)
    return None if is_bare else "an address that begins with https:// and ends with the host name"


def error_collector(value):
    is_one = is_address(value, ("http", "https")) and urlsplit(value).username and urlsplit(value).path.strip("/")
    return None if is_one else "an address such as https://key@host/number"


def contact(value):
    is_one = is_address(value, ("https",)) or (value.startswith("mailto:") and is_email(value.removeprefix("mailto:")))
    return None if is_one else "mailto: and an e-mail address, or an address that begins with https://"


def sender(value):
    return None if is_email(parseaddr(value)[1]) else "an e-mail address, or a name and <an e-mail address>"


def is_email(value):
    try:
        validate_email(value.replace("@localhost", "@localhost.example"))
    except ValidationError:
        return False
    return True


def host(value):
    is_one = HOST_NAME.fullmatch(value) or (":" in value and is_network(value))
    return None if is_one else "a host name or an IP address"


def hosts(value):
    is_right = all(HOST_NAME.fullmatch(part.lstrip("*.") or "all") or part == "[::1]" for part in split(value))
    return None if is_right else "host names with commas between, without https:// and without a port"


def pairs(value):
    parts = [part.rpartition("=") for part in split(value)]
    is_right = all(before.strip() and ROLE.fullmatch(after.strip()) for before, _equals, after in parts)
    return None if is_right else f"parts such as value=role, with commas between; the roles are {ROLES_IN_WORDS}"


def proxies(value):
    parts = split(value)
    if len(parts) == 1 and parts[0].isdecimal():
        return None
    return networks(value) and "a number of proxies, or networks with commas between"


def networks(value):
    return None if all(map(is_network, split(value))) else "networks with commas between, such as 192.0.2.0/24"


def is_network(value):
    try:
        ipaddress.ip_network(value)
    except ValueError:
        return False
    return True


def long_secret(value):
    return None if len(value) >= 50 else "at least 50 characters"


def passphrase(value):
    return None if len(value) >= 20 else "at least 20 characters"


def log_format(value):
    return None if value in ("plain", "json") else "plain or json"


def split(value):
    return [part.strip() for part in value.split(",") if part.strip()]
