"""The front on a socket, before a web server that answers by script."""

import asyncio
import contextlib
import tempfile
from pathlib import Path

from mme_site.delivery.front.answering import Front, Place
from mme_site.delivery.front.connection import Connection
from mme_site.delivery.front.server import Connections

MEGABYTE = 1024 * 1024
SECONDS_AT_MOST = 30
FOREVER = 9_999_999_999
HOST = b"Host: www.example.org\r\n"


def answer(body=b"hello", status="200 OK", version=None, until=FOREVER, **fields):
    """Return an answer of Django as bytes; it may be held where a content version is given."""
    lines = [f"HTTP/1.0 {status}", f"content-length: {len(body)}", "content-type: text/html; charset=utf-8"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    if version is not None:
        lines.append(f"x-page-cache: version={version}, until={until}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class ScriptedSite:
    """The front, and a web server whose every answer is `script(request)`, awaited where it has to be."""

    def __init__(self, script, threads=4, trusts_proxy=False, most_bytes=MEGABYTE, most_connections=100):
        self.script = script
        self.asked = []
        self.settings = {"threads": threads, "trusts_proxy": trusts_proxy, "most_bytes": most_bytes}
        self.connections = Connections(most_connections)

    async def __aenter__(self):
        self.stack = contextlib.AsyncExitStack()
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        django = await asyncio.start_unix_server(self.be_asked, folder / "web.sock")
        place = Place(
            socket=str(folder / "web.sock"),
            static=b"/static/",
            never=(b"/admin/", b"/files/"),
            cookies=(b"sessionid=",),
            counted=(b"/search/?",),
            **self.settings,
        )
        self.front = Front(place)
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Connection(self.front, self.connections), "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        for listening in (django, server):
            self.stack.callback(listening.close)
        return self

    async def __aexit__(self, *exception):
        for connection in list(self.connections):
            connection.transport.abort()
        await self.stack.aclose()

    async def be_asked(self, reader, writer):
        """Answer one request, whose body has arrived as a whole."""
        with contextlib.suppress(ConnectionError):
            request = await reader.readuntil(b"\r\n\r\n")
            for line in request.lower().split(b"\r\n"):
                if line.startswith(b"content-length:"):
                    request += await reader.readexactly(int(line.partition(b":")[2]))
            self.asked.append(request)
            said = self.script(request)
            writer.write(await said if asyncio.iscoroutine(said) else said)
            await writer.drain()
            writer.close()

    async def send(self, *pieces):
        """Return all that the front answers to these bytes on a connection of their own."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(0)
            with contextlib.suppress(OSError):
                writer.write_eof()
            return await asyncio.wait_for(reader.read(), 10)
        finally:
            writer.close()

    async def get(self, target="/", *lines, method="GET"):
        """Return (status, fields, body) of one request."""
        head = "".join(f"{line}\r\n" for line in (f"{method} {target} HTTP/1.1", *lines, "Connection: close"))
        return parsed(await self.send(head.encode() + HOST + b"\r\n"))

    def pass_time(self, seconds):
        """Let the clock of the front go on."""
        self.front.now += seconds
        self.connections.close_the_late(self.front.now)


def parsed(response):
    """Return (status, fields, body) of the bytes of one answer."""
    head, _, body = response.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    fields = dict(line.lower().split(": ", 1) for line in lines)
    return int(first.split()[1]), fields, body


def with_site(script, **settings):
    """Decorate an async test that takes a ScriptedSite, so that pytest runs it."""

    def decorate(test):
        def run():
            async def inside():
                async with ScriptedSite(script, **settings) as site:
                    await test(site)

            asyncio.run(asyncio.wait_for(inside(), SECONDS_AT_MOST))

        run.__name__, run.__doc__ = test.__name__, test.__doc__
        return run

    return decorate
