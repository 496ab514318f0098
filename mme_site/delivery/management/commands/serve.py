"""The running site: the front, the web server, the publisher and the worker, started and stopped together."""

import http
import http.client
import os
import socket
import sys
import tempfile
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from mme_site.core.stop_signals import StopSignals
from mme_site.delivery import processes

ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}
SECONDS_BETWEEN_LOOKS = 0.2
# The web server needs what is left of its own time to say that a worker did not end.
SECONDS_TO_STOP_A_WORKER = processes.SECONDS_TO_STOP - 2


class Command(BaseCommand):
    help = "Run the front, the web server, the publisher and the worker until Ctrl-C or SIGTERM."
    requires_system_checks = []

    def handle(self, **options):
        refuse_a_taken_port(settings.HOST, settings.PORT)
        self.stdout.write("Starting the front, the web server, the publisher and the worker ...")
        self.children = []
        with StopSignals() as stop, tempfile.TemporaryDirectory(prefix="mme-", dir="/tmp") as folder:
            # Neither below DATA_DIR nor TMPDIR: the path of a socket has at most 107 bytes (unix(7)).
            path = os.path.join(folder, "web.sock")
            try:
                self.web_server = self.started(processes.ChildProcess, "web server", web_server(path))
                self.helpers = [
                    self.started(processes.RestartedProcess, name, command) for name, command in helpers(path).items()
                ]
                self.watch(stop)
            finally:
                processes.stop(self.children)
        self.stdout.write("Stopped.")

    def started(self, kind, name, command):
        """Return a new child, which is stopped with the others from the moment it is there."""
        child = kind(name, command)
        self.children.append(child)
        return child

    def watch(self, stop):
        """Return when somebody asks to stop; raise CommandError when the web server ends by itself."""
        announced = False
        while not stop.wait(SECONDS_BETWEEN_LOOKS):
            if self.web_server.has_ended():
                code = self.web_server.process.returncode
                raise CommandError(f"The web server ended by itself (exit code {code}); so the site ends.")
            for helper in self.helpers:
                helper.keep()
            if not announced and answers(settings.HOST, settings.PORT):
                announced = True
                self.announce()

    def announce(self):
        address = f"http://{in_address(ANY_ADDRESS.get(settings.HOST, settings.HOST))}:{settings.PORT}/"
        self.stdout.write(f"The site is at   {address}\nEditors go to    {address}admin/\nCtrl-C stops it.")
        self.stdout.flush()


def web_server(path):
    """Return the command line of the web server, which listens at a socket of this machine."""
    return [
        *(
            "env",
            "BEHIND_FRONT=1",
            sys.executable,
            "-m",
            "granian",
            "mme_site.wsgi:application",
            "--interface",
            "wsgi",
            "--no-ws",
        ),
        *("--uds", path, "--uds-permissions", "600", "--workers", str(settings.WEB_PROCESSES)),
        # Threads wait for the database and for files, and share one interpreter lock: a
        # few keep a slow page from holding up the others, more would only queue for the lock.
        *("--blocking-threads", str(settings.WEB_THREADS)),
        # The front asks no more at once than there are threads, health checks apart.
        *("--backpressure", "1024"),
        *("--log-level", "warning", "--workers-kill-timeout", str(SECONDS_TO_STOP_A_WORKER)),
    ]


def helpers(path):
    """Return the command line of each process beside the web server, by its name; the first is asked by visitors."""
    manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
    return {"front": [*manage, "front", path], **{name: [*manage, name] for name in ("publisher", "worker")}}


def refuse_a_taken_port(host, port):
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


def answers(host, port):
    """Return True when the web server has answered a request by way of the front."""
    request = http.client.HTTPConnection(ANY_ADDRESS.get(host, host), port, timeout=5)
    try:
        request.request("HEAD", "/health/live", headers={"Host": urlsplit(settings.SITE_URL).netloc})
        return request.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        request.close()


def in_address(host):
    """Return the host as an address writes it: IPv6 in brackets (RFC 3986, 3.2.2)."""
    return f"[{host}]" if ":" in host else host
