"""The running site: the web server and the publisher, started and stopped together."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from mme_site.stopping import StopSignals

ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}
SECONDS_BETWEEN_LOOKS = 0.2
SECONDS_TO_STOP = 10


class Command(BaseCommand):
    help = "Run the web server and the publisher until Ctrl-C or SIGTERM."
    requires_system_checks = []

    def handle(self, **options):
        refuse_a_taken_port(settings.HOST, settings.PORT)
        self.stdout.write("Starting the web server and the publisher ...")
        self.children = {}
        with StopSignals() as stop:
            try:
                for name, command in commands().items():
                    # In a group of its own a child gets one request to stop, from here; Ctrl-C
                    # would reach it as well, and the web server may hang on the second.
                    self.children[name] = subprocess.Popen(
                        command, cwd=settings.BASE_DIR, stdin=subprocess.DEVNULL, process_group=0
                    )
                self.watch(stop)
            finally:
                stop_children(self.children.values())
        self.stdout.write("Stopped.")

    def watch(self, stop):
        """Return when somebody asks to stop; raise CommandError when a child ends by itself."""
        announced = False
        while not stop.arrives_within(SECONDS_BETWEEN_LOOKS):
            for name, child in self.children.items():
                if child.poll() is not None:
                    raise CommandError(f"The {name} ended by itself (exit code {child.returncode}); so the site ends.")
            if not announced and answers(settings.HOST, settings.PORT):
                announced = True
                self.announce()

    def announce(self):
        address = f"http://{in_address(ANY_ADDRESS.get(settings.HOST, settings.HOST))}:{settings.PORT}/"
        self.stdout.write(f"The site is at   {address}\nEditors go to    {address}admin/\nCtrl-C stops it.")
        self.stdout.flush()


def commands():
    """Return the command line of each child, by its name; they inherit the environment."""
    web_server = [
        *(sys.executable, "-m", "granian", "mme_site.wsgi:application", "--interface", "wsgi", "--no-ws"),
        *("--host", settings.HOST, "--port", str(settings.PORT), "--workers", str(settings.WEB_PROCESSES)),
        # Threads wait for the database and for files, and share one interpreter lock: a
        # few keep a slow upload from holding up readers, more would only queue for the lock.
        *("--blocking-threads", "4"),
        # Counts open connections, idle browsers included, so it must be well above the threads.
        *("--backpressure", "1024"),
        *("--log-level", "warning", "--workers-kill-timeout", str(SECONDS_TO_STOP // 2)),
    ]
    publisher = [sys.executable, str(settings.BASE_DIR / "manage.py"), "publisher"]
    return {"web server": web_server, "publisher": publisher}


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


def stop_children(children):
    """Ask every child to end, wait for them together, and kill those that do not."""
    for child in children:
        child.terminate()
    deadline = time.monotonic() + SECONDS_TO_STOP
    for child in children:
        try:
            child.wait(timeout=max(0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            kill_group(child)


def kill_group(child):
    """Kill a child and the processes that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
