"""Reading a request (RFC 9110, RFC 9112)."""

import functools
import re
import string
from dataclasses import dataclass

LONGEST_HEAD = 32 * 1024  # bytes; addresses and cookies of browsers stay far below
END = b"\r\n\r\n"

FIRST_LINE = re.compile(rb"([A-Z]{1,20}) ([\x21-\x7e\x80-\xff]+) HTTP/1\.([01])")
OF_A_NAME = b"!#$%&'*+-.^_`|~" + string.ascii_letters.encode() + string.digits.encode()
ABSOLUTE = re.compile(rb"https?://([^/?#]+)(/[^#]*)?", re.IGNORECASE)
HOST = re.compile(rb"[A-Za-z0-9._~\-]+(?::[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](?::[0-9]{1,5})?")

ENCODINGS = (b"br", b"gzip")  # the smaller first


class Refused(Exception):
    """A request that is answered with an error and nothing else; its status is the first argument."""


@dataclass(slots=True)
class Request:
    """What is asked: the method, the target as it was written, the fields in lower case."""

    method: bytes
    target: bytes
    is_old: bool  # HTTP/1.0
    fields: list
    values: dict
    host: bytes

    @property
    def path(self):
        return self.target.partition(b"?")[0]

    @property
    def closes(self):
        """True where the connection ends with this answer."""
        connection = self.values.get(b"connection", b"").lower()
        return b"close" in connection or (self.is_old and b"keep-alive" not in connection)

    @property
    def length(self):
        """The number of bytes in the body."""
        length = self.values.get(b"content-length", b"0")
        if not length.isdigit() or len(length) > 15:
            raise Refused(400)
        return int(length)


@functools.lru_cache(1_024)  # most clients ask in the words of many others
def read(head):
    """Return the request of a whole head, its empty line included; raise Refused for what is not one.

    A body has a length that is known (RFC 9112, 6.1 allows to refuse any other): two
    servers cannot disagree about where it ends.
    """
    first, *lines = head.removesuffix(END).split(b"\r\n")
    match = FIRST_LINE.fullmatch(first)
    # No line is folded, and no value holds a NUL or a line break of half a kind: servers that
    # read those differently could be told different things by one request.
    breaks = len(lines) + 2
    if match is None or b"\0" in head or not head.count(b"\n") == head.count(b"\r") == breaks:
        raise Refused(400)
    fields = [read_field(line) for line in lines]
    values = dict(fields)
    if b"".join(values).translate(None, OF_A_NAME):
        raise Refused(400)
    if len(values) != len(fields):
        refuse_twice(fields)
    if b"transfer-encoding" in values:
        raise Refused(411)
    method, target, minor = match.groups()
    host = values.get(b"host", b"").lower()
    if not target.startswith(b"/"):
        host, target = read_absolute(method, target, host)
    if not HOST.fullmatch(host):
        raise Refused(400)
    return Request(method, target, minor == b"0", fields, values, host)


def read_field(line):
    """Return the name of a field, in lower case, and its value."""
    name, colon, value = line.partition(b":")
    if not colon or not name:
        raise Refused(400)
    return name.lower(), value.strip()


def refuse_twice(fields):
    """Raise Refused where a field that decides what is asked of whom is there twice (RFC 9112, 3.2 and 6.3)."""
    names = [name for name, _value in fields]
    if any(names.count(name) > 1 for name in (b"host", b"content-length")):
        raise Refused(400)


def read_absolute(method, target, host):
    """Return host and target of a request for a whole address, which takes the place of Host (RFC 9112, 3.2.2)."""
    if method == b"OPTIONS" and target == b"*":
        return host, target
    match = ABSOLUTE.fullmatch(target)
    if match is None:
        raise Refused(400)
    return match[1].lower(), match[2] or b"/"


@functools.lru_cache(512)
def encoding_for(accepted):
    """Return the coding in which a client wants a text: br, gzip or None (RFC 9110, 12.5.3)."""
    weights = {}
    for part in accepted.lower().split(b","):
        name, _, parameters = part.partition(b";")
        weights[name.strip()] = parameters.replace(b" ", b"") not in (b"q=0", b"q=0.0", b"q=0.00", b"q=0.000")
    return next((name for name in ENCODINGS if weights.get(name, weights.get(b"*", False))), None)


def matches(value, tag):
    """Return True where If-None-Match names this entity tag (RFC 9110, 13.1.2, weak comparison)."""
    return value == b"*" or any(part.strip().removeprefix(b"W/") == tag for part in value.split(b","))
