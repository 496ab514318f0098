"""Granian, with its own options, and one listening socket for all of its processes.

On Linux Granian gives each process a socket of its own, with SO_REUSEPORT. The connections that wait at one are
reset when its process stops or dies, unless net.ipv4.tcp_migrate_req is set (Linux 5.14), which is a matter of the
whole machine. Elsewhere Granian shares one socket, and so it does here.
"""

import socket
import threading

from granian import cli
from granian.net import SocketSpec
from granian.server.mp import MPServer

SECONDS_TO_STOP_ACCEPTING = 1
SECONDS_TO_ASK = 15  # for the first bytes; a client that takes longer is handed over without them


class OneSocketServer(MPServer):
    """Opens the socket once, before its processes start."""

    def _init_shared_socket(self) -> None:
        self._ssp = None
        holder = SocketSpec(self.bind_addr, self.bind_port, self.backlog).build()
        self._shd = holder  # type: ignore[assignment]  # Granian's class begins it as None, without a type
        self._sso = socket.socket(fileno=holder.get_fd())
        if hasattr(socket, "TCP_DEFER_ACCEPT"):  # Linux (tcp(7))
            # A process that stops ends connections on which nothing was asked yet. With this it has none: the kernel
            # hands over a connection once its first bytes are there, to a process that reads them at once.
            self._sso.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, SECONDS_TO_ASK)

    def _drop_shared_socket(self) -> None:
        """Refuse newcomers once the processes take no more: until these end they would wait at the socket in vain.

        Not at once: a process that still accepts would try for ever on a socket that is shut down.
        """
        listening = self._sso.dup()
        timer = threading.Timer(SECONDS_TO_STOP_ACCEPTING, listening.shutdown, [socket.SHUT_RDWR])
        timer.daemon = True
        timer.start()
        super()._drop_shared_socket()


if __name__ == "__main__":
    cli.Server = OneSocketServer
    cli.entrypoint()
