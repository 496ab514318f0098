"""The front as a process: its port, its clock, its end."""

import asyncio
import logging
import signal

import uvloop

from mme_site.delivery.front import own
from mme_site.delivery.front.answering import Front
from mme_site.delivery.front.connection import Connection

logger = logging.getLogger(__name__)

BACKLOG = 2048
SECONDS_TO_END = 5


class Connections(set):
    """The clients that are connected, up to a number."""

    def __init__(self, most):
        super().__init__()
        self.most = most

    def close_the_late(self, now):
        """End with those whose time is over; who sent half a request is told why."""
        for connection in [connection for connection in self if connection.deadline < now]:
            if connection.task is not None and not connection.transport.is_closing():
                connection.transport.write(b"".join(own.error(408)))
            connection.transport.close()


def serve(place, host, port, most_connections):
    """Answer at host and port until SIGTERM or SIGINT."""
    uvloop.run(answer_until_stopped(place, host, port, most_connections))


async def answer_until_stopped(place, host, port, most_connections):
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    front, connections = Front(place), Connections(most_connections)
    front.watch(loop)
    server = await loop.create_server(lambda: Connection(front, connections), host, port, backlog=BACKLOG)
    async with server:
        clock = asyncio.ensure_future(keep_time(front, connections))
        await stopped.wait()
        server.close()
        clock.cancel()
        await let_answers_out(connections)
    front.watcher.stop()


async def keep_time(front, connections):
    """Let the clock tick, and close connections that have had their time."""
    while True:
        front.tick()
        connections.close_the_late(front.now)
        await asyncio.sleep(1)


async def let_answers_out(connections):
    """Close what is idle, and wait a little for the answers that are on their way."""
    tasks = [connection.task for connection in connections if connection.task is not None]
    if tasks:
        await asyncio.wait(tasks, timeout=SECONDS_TO_END)
    for connection in list(connections):
        connection.transport.close()
