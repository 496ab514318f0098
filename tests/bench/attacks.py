"""What clients that mean harm take from the site, and give back: `python -m tests.bench.attacks`, or `make bench`.

Each attack goes on while another address asks for a kept page, and fifteen times for one that is not kept. Printed are
the longest of the kept pages in milliseconds, how many of the fifteen were answered, and the memory of the web process
while the attack goes on and a second after it. The promises are in tests/delivery/served/test_attacks.py.
"""

import contextlib
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.bench.publishing import settings
from tests.delivery.served.raw_clients import asked, children, connected, head, megabytes, worst_of

OTHER, OTHERS_QUESTIONS = "127.0.0.2", 15


def pipelined(port, clients):
    """60 MB of requests whose answers nobody reads."""
    client = clients.enter_context(connected(port))
    client.settimeout(0.5)
    sent = 0
    with contextlib.suppress(TimeoutError):
        while sent < 60_000_000:
            sent += client.send(head("/") * 1_000)


def idle(port, clients):
    """8,000 idle connections."""
    for _number in range(8_000):
        clients.enter_context(connected(port))


def half_bodies(port, clients):
    """500 bodies that stop in the middle."""
    for _number in range(500):
        clients.enter_context(connected(port)).sendall(head("/", "POST", Content_Length=100) + b"abc")


def half_heads(port, clients):
    """500 heads that stop in the middle."""
    for _number in range(500):
        clients.enter_context(connected(port)).sendall(b"GET / HTTP/1.1\r\nHo")


def long_heads(port, clients):
    """1,100 different heads of 31 KB."""
    client = clients.enter_context(connected(port))
    for number in range(1_100):
        client.sendall(head("/robots.txt", X_Long=f"{number}" + "a" * 31_000))
        client.recv(65_536)


def parallel(port, clients):
    """320 requests at once that are not kept."""
    crowd = [threading.Thread(target=asked, args=[port, f"/?flood={number}"]) for number in range(320)]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        clients.callback(thread.join)


def uploads(port, clients):
    """20 uploads of 60 MB by nobody."""
    for _number in range(20):
        client = clients.enter_context(connected(port))
        client.sendall(head("/admin/documents/add/", "POST", Content_Length=60_000_000))
        with contextlib.suppress(OSError):
            client.sendall(b"x" * 1_000_000)


def made_up_keys(port, _clients):
    """760 spellings of addresses that are kept."""
    for number in range(190):
        for target in (f"/#{number}", f"/%6deetings/?utm_id={number}", f"/robots.txt?fbclid={number}", f"/?{number}"):
            asked(port, target)


ATTACKS = (pipelined, idle, half_bodies, half_heads, long_heads, parallel, uploads, made_up_keys)


def main():
    subprocess.run([sys.executable, "-m", "tests.bench.attacks", "measure"], check=True, env=settings(""))


def measure():
    import django

    django.setup()
    from django.core.management import call_command

    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    with tempfile.TemporaryDirectory() as name:
        call_command("migrate", verbosity=0)
        from tests.helpers.factories import Tree

        Tree()
        with web_process(Path(name)) as (port, pid):
            print(
                f"The web process has {megabytes(pid):.0f} MB.\n{'':52}{'kept ms':>9}{'of 15':>7}{'MB':>6}{'after':>7}"
            )
            for attack in ATTACKS:
                print_attack(attack, port, pid)


@contextlib.contextmanager
def web_process(folder):
    """Run the web server of `serve` with one process; yield its port, and the number of the process that answers."""
    from django.db import connections
    from django.test import override_settings

    from mme_site.delivery.management.commands.serve import connections_allowed, web_server
    from tests.helpers.ports import free_port
    from tests.helpers.processes import running_command, until

    port = free_port()
    connections.close_all()
    with override_settings(PORT=port, WEB_PROCESSES=1):
        command = web_server(connections_allowed())
    variables = {"DEBUG": "1", "ALLOWED_HOSTS": "*", "TRUSTED_PROXIES": "0"}
    with running_command(command, folder, variables, stderr=subprocess.DEVNULL) as process:
        [pid] = until(lambda: children(process.pid), "the web process")
        until(lambda: answers(port), "the site")
        for _time in range(3):
            asked(port, "/")
        yield port, pid


def answers(port):
    with contextlib.suppress(OSError):
        return asked(port, "/health/live") == 200
    return False


def print_attack(attack, port, pid):
    with contextlib.ExitStack() as clients:
        attack(port, clients)
        kept = worst_of(10, lambda: asked(port, "/", OTHER))
        others = [asked(port, f"/?other={number}", OTHER) for number in range(OTHERS_QUESTIONS)]
        meanwhile = megabytes(pid)
    time.sleep(1)  # what was taken is given back
    print(
        f"  {attack.__doc__:50}{kept * 1000:9.0f}{others.count(200):7}{meanwhile:6.0f}{megabytes(pid):7.0f}", flush=True
    )


if __name__ == "__main__":
    measure() if sys.argv[1:] == ["measure"] else main()
