"""The running site: the web server, the publisher and the worker, started and stopped together."""

import http
import http.client
import resource
import signal
import socket
import sys
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connections

from mme_site.core.site_addresses import apply_site_url
from mme_site.core.stop_signals import StopSignals
from mme_site.core.stopped_processes import StoppedProcesses
from mme_site.delivery import processes

ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}
SECONDS_BETWEEN_LOOKS = 0.2
# The web server needs what is left of its own time to say that a process of it did not end.
SECONDS_TO_STOP_A_WORKER = processes.SECONDS_TO_STOP - 5
SECONDS_TO_SEND_A_HEAD = 15
# A new web process has so long before the old one stops; it listens as soon as it can answer.
SECONDS_TO_START_A_WORKER = 8
MOST_CONNECTIONS = 16_384  # of each process, or as many as the limit of open files allows
DESCRIPTORS_BESIDE = 512


class Command(BaseCommand):
    help = "Run the web server, the publisher and the worker until Ctrl-C or SIGTERM; SIGHUP takes in a new version."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--only-web", action="store_true", help="Leave publisher and worker to services of their own."
        )

    def handle(self, only_web: bool = False, **options: Any) -> None:
        refuse_a_taken_port(settings.HOST, settings.PORT)
        self.apply_site_url()
        names = ["the web server"] if only_web else ["the web server, the publisher", "the worker"]
        self.stdout.write(f"Starting {' and '.join(names)} ...")
        self.children: list[processes.RestartedProcess] = []
        self.is_reload_asked = False
        with StopSignals() as stop:
            if not sys.stdin.isatty():  # a terminal says by SIGHUP that it closes, and then the site ends
                signal.signal(signal.SIGHUP, self.request_reload)
            try:
                self.web_server = self.started("web server", web_server(connections_allowed()))
                for name, command in ({} if only_web else helpers()).items():
                    self.started(name, command)
                self.watch(stop)
            finally:
                processes.stop(self.children)
        self.stdout.write("Stopped.")

    def apply_site_url(self) -> None:
        """Let the site's record follow SITE_URL; a database that is not ready stops nothing, the web server says so."""
        try:
            changed = apply_site_url()
        except DatabaseError as error:
            reason = str(error).partition("\n")[0]
            changed = f"The database is not ready, and the site's address was left as it is: {reason}"
        connections.close_all()  # this process asks nothing more
        if changed:
            self.stdout.write(changed)

    def started(self, name: str, command: list[str]) -> processes.RestartedProcess:
        """Return a new child, which is stopped with the others from the moment it is there."""
        child = processes.RestartedProcess(name, command)
        self.children.append(child)
        return child

    def watch(self, stop: StopSignals) -> None:
        """Return when somebody asks to stop; raise CommandError where the web server ends before it has answered."""
        has_answered, stopped_processes = False, StoppedProcesses()
        while not stop.wait(SECONDS_BETWEEN_LOOKS):
            if not has_answered and self.web_server.has_ended():
                code = self.web_server.process.returncode
                raise CommandError(f"The web server ended by itself (exit code {code}); so the site ends.")
            stopped_processes.end([child.process.pid for child in self.children])
            for child in self.children:
                child.keep()
            if self.is_reload_asked:
                self.is_reload_asked = False
                self.reload()
            if not has_answered and answers(settings.HOST, settings.PORT):
                has_answered = True
                self.announce()

    def request_reload(self, _number: int, _frame: FrameType | None) -> None:
        self.is_reload_asked = True

    def reload(self) -> None:
        """Let every process go on with the code that is there now; the web server one process after the other."""
        self.web_server.process.send_signal(signal.SIGHUP)
        others = [child for child in self.children if child is not self.web_server]
        processes.stop(others)
        for child in others:
            child.start()

    def announce(self) -> None:
        address = f"http://{in_address(ANY_ADDRESS.get(settings.HOST, settings.HOST))}:{settings.PORT}/"
        self.stdout.write(f"The site is at   {address}\nEditors go to    {address}admin/\nCtrl-C stops it.")
        self.stdout.flush()


def web_server(most_connections: int) -> list[str]:
    """Return the command line of the web server."""
    return [
        *(sys.executable, "-m", "mme_site.delivery.web_server", "mme_site.wsgi:application", "--interface", "wsgi"),
        *("--http", "1", "--no-ws", "--host", settings.HOST, "--port", str(settings.PORT), "--log-level", "error"),
        *("--workers", str(settings.WEB_PROCESSES), "--blocking-threads", str(settings.SERVER_THREADS)),
        # The server counts connections here, idle ones included; what is asked at once is bounded by admission.py.
        *("--backpressure", str(most_connections), "--backlog", "2048"),
        *("--http1-header-read-timeout", str(SECONDS_TO_SEND_A_HEAD * 1000)),
        *("--respawn-failed-workers", "--respawn-interval", str(SECONDS_TO_START_A_WORKER)),
        *("--workers-max-rss", str(settings.WEB_PROCESS_MEGABYTES)),
        *("--workers-kill-timeout", str(SECONDS_TO_STOP_A_WORKER)),
    ]


def helpers() -> dict[str, list[str]]:
    """Return the command line of each process beside the web server, by its name."""
    manage = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py")]
    return {name: [*manage, name] for name in ("publisher", "worker")}


def connections_allowed() -> int:
    """Raise the limit of file descriptors as far as this process may, and return how many clients that is."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + DESCRIPTORS_BESIDE
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    return max(allowed - DESCRIPTORS_BESIDE, 64)


def refuse_a_taken_port(host: str, port: int) -> None:
    """Raise CommandError where nothing can listen on this address.

    Said at once and in words, before anything is started.
    """
    try:
        family, kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise CommandError(
            f"Cannot listen on {host}, port {port}: {error.strerror}. "
            "Stop what uses it, or choose another: PORT=8001 make run"
        ) from error


def answers(host: str, port: int) -> bool:
    """Return True when the web server has answered a request."""
    request = http.client.HTTPConnection(ANY_ADDRESS.get(host, host), port, timeout=5)
    try:
        request.request("HEAD", "/health/live", headers={"Host": urlsplit(settings.SITE_URL).netloc})
        return request.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        request.close()


def in_address(host: str) -> str:
    """Return the host as an address writes it: IPv6 in brackets (RFC 3986, 3.2.2)."""
    return f"[{host}]" if ":" in host else host
