"""One client and its requests, one after the other (RFC 9112, 9.3)."""

import asyncio
import contextlib
import logging
import tempfile

from mme_site.delivery.front import own, requests
from mme_site.delivery.front.backend import MEGABYTE, PIECE

logger = logging.getLogger(__name__)

# Seconds. Who sends a request slower than this holds a connection for nothing (slow loris).
TO_SEND_A_HEAD = 15
BETWEEN_REQUESTS = 75
TO_TAKE_OR_SEND_A_PIECE = 60
MOST_BUFFERED = 512 * 1024  # bytes that a client may send ahead
MOST_IN_A_BODY = 64 * MEGABYTE  # an upload has 50 MB, and its form a little
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
CLOSE = b"connection: close\r\n"
KEEP_ALIVE = b"connection: keep-alive\r\n"


class Connection(asyncio.Protocol):
    """Answers at once with what is held; everything else is a task, during which what comes is kept."""

    def __init__(self, front, connections):
        self.front = front
        self.connections = connections
        self.buffer = bytearray()
        self.task = None
        self.deadline = front.now + TO_SEND_A_HEAD
        self.more = asyncio.Event()
        self.writable = asyncio.Event()
        self.writable.set()

    def connection_made(self, transport):
        self.transport = transport
        peer = transport.get_extra_info("peername")
        self.peer = peer[0].encode() if peer else b""
        if len(self.connections) >= self.connections.most:
            transport.write(b"".join(own.error(503)))
            transport.close()
        self.connections.add(self)

    def connection_lost(self, _error):
        self.connections.discard(self)
        if self.task is not None:
            self.task.cancel()

    def pause_writing(self):
        self.writable.clear()

    def resume_writing(self):
        self.writable.set()

    def eof_received(self):
        self.more.set()
        return self.task is not None  # an answer that is on its way still goes out

    def data_received(self, data):
        is_idle = self.task is None and not self.buffer and self.writable.is_set()
        if is_idle and data.find(requests.END) == len(data) - len(requests.END) and self.answer_at_once(data):
            return
        self.buffer += data
        self.more.set()
        if len(self.buffer) > MOST_BUFFERED:
            self.transport.pause_reading()
        if self.task is None:
            self.task = asyncio.ensure_future(self.converse())

    def answer_at_once(self, head):
        """Return True where a request was answered with what is held."""
        try:
            request = requests.read(head)
        except requests.Refused:
            return False  # said by the task
        answer = self.front.held(request)
        if answer is None:
            return False
        first, rest, body = answer
        self.transport.write(b"".join((first, self.front.date, self.persistence(request), rest, body)))
        self.deadline = self.front.now + BETWEEN_REQUESTS
        if request.closes:
            self.transport.close()
        return True

    async def converse(self):
        """Answer what is in the buffer, and what comes meanwhile."""
        try:
            while self.buffer:
                if not await self.exchange():
                    self.transport.close()
                    return
            self.deadline = self.front.now + BETWEEN_REQUESTS
        except (ConnectionError, asyncio.CancelledError):
            self.transport.abort()
        except Exception:  # a fault of ours ends this client's connection, and nobody else's
            logger.exception("A request failed.")
            self.transport.abort()
        finally:
            self.task = None

    async def exchange(self):
        """Answer one request; return True where the connection goes on."""
        try:
            request = requests.read(await self.read_head())
            body = await self.read_body(request)
        except requests.Refused as refused:
            await self.send(own.error(refused.args[0]), CLOSE)
            return False
        self.deadline = float("inf")
        with body or contextlib.nullcontext():
            answer = None if body else self.front.held(request)
            if answer is None:
                answer = await self.front.answer(request, self.client(request), body)
        await self.send(answer, self.persistence(request))
        return not request.closes

    async def read_head(self):
        """Return a whole head, taken from the buffer; raise Refused for one that is too long or does not come."""
        self.deadline = self.front.now + TO_SEND_A_HEAD
        while self.buffer[:2] == b"\r\n":  # left behind by old clients (RFC 9112, 2.2)
            del self.buffer[:2]
        while (end := self.buffer.find(requests.END)) < 0:
            if len(self.buffer) > requests.LONGEST_HEAD:
                raise requests.Refused(431)
            await self.read_more()
        if end > requests.LONGEST_HEAD:
            raise requests.Refused(431)
        return self.take(end + len(requests.END))

    async def read_body(self, request):
        """Return the body in a file, or None where there is none."""
        left = request.length
        if left > MOST_IN_A_BODY:
            raise requests.Refused(413)
        if left == 0:
            return None
        if request.values.get(b"expect", b"").lower() == b"100-continue" and not self.buffer:
            self.transport.write(CONTINUE)
        body = tempfile.SpooledTemporaryFile(MEGABYTE)  # noqa: SIM115 - closed when it was answered
        while left:
            self.deadline = self.front.now + TO_TAKE_OR_SEND_A_PIECE
            if not self.buffer:
                await self.read_more()
            piece = self.take(min(left, len(self.buffer)))
            body.write(piece)
            left -= len(piece)
        return body

    def take(self, number):
        """Return bytes from the begin of the buffer."""
        taken = bytes(self.buffer[:number])
        del self.buffer[:number]
        if len(self.buffer) < MOST_BUFFERED:
            self.transport.resume_reading()
        return taken

    async def read_more(self):
        """Wait for something to come; raise ConnectionError where nothing will."""
        before = len(self.buffer)
        self.more.clear()
        await self.more.wait()
        if len(self.buffer) == before:
            raise ConnectionResetError

    async def send(self, answer, persistence):
        """Send an answer as fast as the client takes it."""
        first, rest, body = answer
        self.transport.write(b"".join((first, self.front.date, persistence, rest)))
        if isinstance(body, bytes):
            self.transport.write(body)
            return
        with body:
            body.seek(0)
            while piece := body.read(PIECE):
                self.deadline = self.front.now + TO_TAKE_OR_SEND_A_PIECE
                await self.writable.wait()
                self.transport.write(piece)

    @staticmethod
    def persistence(request):
        """Return the field that says whether the connection goes on, where it has to be said."""
        if request.closes:
            return CLOSE
        return KEEP_ALIVE if request.is_old else b""

    def client(self, request):
        """Return the address of who asks; behind a server that is trusted, the one that it saw."""
        forwarded = request.values.get(b"x-forwarded-for") if self.front.place.trusts_proxy else None
        return forwarded.rpartition(b",")[2].strip()[:64] if forwarded else self.peer
