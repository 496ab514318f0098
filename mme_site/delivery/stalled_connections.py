"""Connections on which nothing moves any more, while they hold a thread of the server.

The server waits for ever for a client that stops in the middle of a request's body, or does not
read its answer, and gives an application no way to end that. So the socket is shut down: the
server then sees an end and lets the thread go. On Linux only, and only for clients that are
connected directly: a proxy of ours takes bodies and answers whole (docs/nginx.conf).
"""

import contextlib
import logging
import os
import socket
import struct
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from mme_site.delivery.trusted_proxies import TrustedProxies, parsed

logger = logging.getLogger(__name__)

SECONDS = 15  # without a piece
SECONDS_BETWEEN_LOOKS = 1.0
LEAST = 4_096  # bytes between two looks at a socket that is not stalled
# bytes_acked and bytes_received of struct tcp_info (linux/tcp.h): what was sent and what came, since the begin.
TCP_INFO_SIZE, MOVED = 136, struct.Struct("=QQ")
INTERNET = (socket.AF_INET, socket.AF_INET6)
IS_SUPPORTED = sys.platform == "linux"


class Transfer:
    """A body that is being sent, in either direction."""

    def __init__(self, transfers: "StalledConnections", peer: str) -> None:
        self.transfers = transfers
        self.peer = peer
        self.moved()

    def moved(self) -> None:
        self.moved_at = time.monotonic()

    def end(self) -> None:
        self.transfers.now.discard(self)

    def __enter__(self) -> "Transfer":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.end()


class StalledConnections:
    """The transfers of this process, and a thread that ends the connections of those that stand still."""

    def __init__(self, proxies: TrustedProxies) -> None:
        self.proxies = proxies
        self.now: set[Transfer] = set()
        self.lock = threading.Lock()
        self.has_started = False

    def watch(self, peer: str) -> Transfer:
        """Return a transfer that is watched until its end."""
        transfer = Transfer(self, peer)
        if IS_SUPPORTED and not self.proxies.are_before(peer):
            self.now.add(transfer)
            if not self.has_started:
                self.start()
        return transfer

    def start(self) -> None:
        with self.lock:
            if not self.has_started:
                self.has_started = True
                threading.Thread(target=self.run, daemon=True, name="stalled connections").start()

    def run(self) -> None:
        while True:
            time.sleep(SECONDS_BETWEEN_LOOKS)  # nothing wakes it: the thread ends with its process
            try:
                self.end_stalled()
            except Exception:  # the next look is another chance
                logger.exception("Stalled connections could not be ended.")

    def stalled_peers(self) -> set[str]:
        limit = time.monotonic() - SECONDS
        return {str(parsed(transfer.peer)) for transfer in tuple(self.now) if transfer.moved_at < limit}

    def end_stalled(self) -> None:
        """Shut down the sockets of peers that stand still, on which almost nothing moves for a moment either."""
        peers = self.stalled_peers()
        if not peers:
            return
        with contextlib.ExitStack() as stack:
            before = {found.fileno(): (found, moved(found)) for found in sockets_of(peers, stack)}
            time.sleep(SECONDS_BETWEEN_LOOKS)  # what moves is told by a second count
            for found, bytes_before in before.values():
                if moved(found) - bytes_before < LEAST:
                    with contextlib.suppress(OSError):
                        found.shutdown(socket.SHUT_RDWR)


def sockets_of(peers: set[str], stack: contextlib.ExitStack) -> Iterator[socket.socket]:
    """Return the sockets of this process to these addresses, as copies that the stack closes."""
    for entry in list(Path("/proc/self/fd").iterdir()):
        with contextlib.suppress(OSError):
            if not os.readlink(entry).startswith("socket:"):
                continue
            found = socket.socket(fileno=os.dup(int(entry.name)))
            stack.enter_context(found)
            if found.family in INTERNET and str(parsed(found.getpeername()[0])) in peers:
                yield found


def moved(found: socket.socket) -> int:
    """Return how many bytes a connection has carried both ways, those that the other side has acknowledged."""
    with contextlib.suppress(OSError):
        info = found.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, TCP_INFO_SIZE)
        return sum(MOVED.unpack(info[TCP_INFO_SIZE - MOVED.size :]))
    return 0
