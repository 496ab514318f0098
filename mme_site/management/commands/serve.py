"""The running site: the web server, the publisher and the worker, started and stopped together."""

import http.client
import socket
import sys
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from mme_site import processes
from mme_site.stopping import StopSignals

ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}
SECONDS_BETWEEN_LOOKS = 0.2


class Command(BaseCommand):
    help = "Run the web server, the publisher and the worker until Ctrl-C or SIGTERM."
    requires_system_checks = []

    def handle(self, **options):
        refuse_a_taken_port(settings.HOST, settings.PORT)
        self.stdout.write("Starting the web server, the publisher and the worker ...")
        self.children = []
        with StopSignals() as stop:
            try:
                self.web_server = self.started(processes.Child, "web server", web_server())
                self.helpers = [
                    self.started(processes.RestartedChild, name, command) for name, command in helpers().items()
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
        while not stop.arrives_within(SECONDS_BETWEEN_LOOKS):
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


def web_server():
    """Return the command line of the web server."""
    return [
        *(sys.executable, "-m", "granian", "mme_site.wsgi:application", "--interface", "wsgi", "--no-ws"),
        *("--host", settings.HOST, "--port", str(settings.PORT), "--workers", str(settings.WEB_PROCESSES)),
        # Threads wait for the database and for files, and share one interpreter lock: a
        # few keep a slow upload from holding up readers, more would only queue for the lock.
        *("--blocking-threads", "4"),
        # Counts open connections, idle browsers included, so it must be well above the threads.
        *("--backpressure", "1024"),
        *("--log-level", "warning", "--workers-kill-timeout", str(processes.SECONDS_TO_STOP // 2)),
    ]


def helpers():
    """Return the command line of each process beside the web server, by its name."""
    manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
    return {name: [*manage, name] for name in ("publisher", "worker")}


def refuse_a_taken_port(host, port):
    """Raise CommandError where nothing can listen on this address.

    The web server shares its port among processes (SO_REUSEPORT), so that a second one
    would start without an error and take half of the first one's requests.
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
    """Return True when the site has answered a request, whatever the answer was."""
    request = http.client.HTTPConnection(ANY_ADDRESS.get(host, host), port, timeout=5)
    try:
        request.request("HEAD", "/", headers={"Host": urlsplit(settings.SITE_URL).netloc})
        request.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        request.close()
    return True


def in_address(host):
    """Return the host as an address writes it: IPv6 in brackets (RFC 3986, 3.2.2)."""
    return f"[{host}]" if ":" in host else host
