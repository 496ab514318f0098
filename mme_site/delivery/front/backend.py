"""Asking Django's web server, over a socket of this machine.

Each request has a connection of its own and speaks HTTP/1.0, so that an answer ends where
its connection does and nothing can be mistaken for the begin of another (request and
response smuggling). A request is sent when it has arrived as a whole, and an answer is
taken as fast as it comes: a slow client never holds a thread of Django.
"""

import asyncio
import re
import tempfile
from dataclasses import dataclass

from mme_site.delivery.front.gate import Gate
from mme_site.delivery.front.held import head_of

MEGABYTE = 1024 * 1024
PIECE = 256 * 1024
LONGEST_HEAD = 64 * 1024
SECONDS_TO_ANSWER = 120  # the longest import or report of the admin
STATUS = re.compile(rb"HTTP/1\.[01] ([1-5][0-9]{2} ?[^\r\n]*)\r\n")
# Written by this server alone, or of the connection; a name with "_" would pass as one with "-" in WSGI.
OURS = {b"host", b"x-client-address", b"x-page-cache", b"content-length", b"expect"}
HOP_BY_HOP = {b"connection", b"keep-alive", b"proxy-connection", b"te", b"trailer", b"transfer-encoding", b"upgrade"}
OURS |= HOP_BY_HOP
OWN = {b"date", b"server"}
HEALTH = b"/health/"
NO_BODY = (b"204", b"304")


class BackendFailed(Exception):
    """Django's web server cannot be reached, or did not end its answer."""


@dataclass(slots=True)
class Answer:
    """An answer of Django: its status with the reason, its fields in lower case, and its body in a file."""

    status: bytes
    fields: list
    body: tempfile.SpooledTemporaryFile
    length: int

    @property
    def values(self):
        return dict(self.fields)

    def whole(self):
        """Return the body at once, and give up its file."""
        with self.body:
            self.body.seek(0)
            return self.body.read()

    def head(self, method):
        """Return the rest of the head, with a length that is right even where Django did not know it."""
        if method == b"HEAD" or self.status[:3] in NO_BODY:
            return head_of(self.fields)
        fields = [field for field in self.fields if field[0] != b"content-length"]
        return head_of([*fields, (b"content-length", b"%d" % self.length)])


class Backend:
    """Django's web server, asked as much at once as it has threads."""

    def __init__(self, place):
        self.place = place
        self.gate = Gate(place.threads)
        self.asked = 0

    async def ask_plainly(self, request, client, encoding=b"identity"):
        """Return the answer for an address, asked in nobody's name."""
        fields = [(b"host", request.host), (b"accept-encoding", encoding), (b"x-page-cache", b"ask")]
        if self.place.trusts_proxy and b"x-forwarded-proto" in request.values:
            fields.append((b"x-forwarded-proto", request.values[b"x-forwarded-proto"]))
        async with self.gate.pass_through(client):
            self.asked += 1
            return await ask(self.place.socket, b"GET " + request.target, fields)

    async def ask_for(self, request, client, body=None):
        """Return the answer for one client, asked with all that it sent but what only this server may write."""
        fields = [field for field in request.fields if field[0] not in OURS and b"_" not in field[0]]
        fields = [(b"host", request.host), (b"x-client-address", client), *fields]
        if body is not None:
            fields.append((b"content-length", b"%d" % request.length))
        if request.path.startswith(HEALTH):  # even when nobody else gets an answer
            return await ask(self.place.socket, request.method + b" " + request.target, fields, body)
        async with self.gate.pass_through(client):
            self.asked += 1
            return await ask(self.place.socket, request.method + b" " + request.target, fields, body)


async def ask(path, line, fields, body=None):
    """Return the answer to `line`, a method and a target, with these fields; raise BackendFailed without one."""
    try:
        async with asyncio.timeout(SECONDS_TO_ANSWER):
            reader, writer = await asyncio.open_unix_connection(path, limit=LONGEST_HEAD)
            try:
                writer.write(line + b" HTTP/1.0\r\n" + head_of(fields))
                await send_body(writer, body)
                return await read_answer(reader, is_head=line.startswith(b"HEAD "))
            finally:
                writer.close()
    except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
        raise BackendFailed(str(error)) from error


async def send_body(writer, body):
    """Send a body; a server that has answered already need not take it."""
    try:
        if body is not None:
            body.seek(0)
            while piece := body.read(PIECE):
                writer.write(piece)
                await writer.drain()
    except (ConnectionResetError, BrokenPipeError):
        pass


async def read_answer(reader, is_head):
    """Return the answer, checked to be whole where it says its length."""
    head = await reader.readuntil(b"\r\n\r\n")
    match = STATUS.match(head)
    if match is None:
        raise BackendFailed("no status")
    lines = [line.partition(b":") for line in head[match.end() :].split(b"\r\n") if line]
    fields = [(name.lower(), value.strip()) for name, _colon, value in lines]
    body = tempfile.SpooledTemporaryFile(MEGABYTE)  # noqa: SIM115 - closed when it was sent
    answer = Answer(match[1], fields, body, 0)
    while piece := await reader.read(PIECE):
        answer.body.write(piece)
        answer.length += len(piece)
    said = answer.values.get(b"content-length")
    if said is not None and not is_head and match[1][:3] not in NO_BODY and int(said) != answer.length:
        raise BackendFailed("the answer was cut off")
    answer.fields = [field for field in fields if field[0] not in HOP_BY_HOP and field[0] not in OWN]
    return answer
