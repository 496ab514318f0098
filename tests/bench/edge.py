"""How soon a change is seen through a Varnish in front of the site: `python -m tests.bench.edge`, or `make bench`.

Each of 25 changes of a title is committed, and a reader asks Varnish every few milliseconds until the new one is there.
To hold is a median of 150 ms. On PostgreSQL as well where TEST_DATABASE_URL is set.
"""

import contextlib
import http.client
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.publishing import database_of_its_own, settings

CHANGES = 25
ROOT = Path(__file__).resolve().parents[2]


def main():
    if shutil.which("varnishd") is None and shutil.which("varnishd", path="/usr/sbin") is None:
        print("The edge was not measured: varnishd not found. On Debian: apt install varnish")
        return
    postgresql = os.environ.get("TEST_DATABASE_URL")
    for url in ["", postgresql] if postgresql else [""]:
        subprocess.run([sys.executable, "-m", "tests.bench.edge", "measure"], check=True, env=settings(url))


def measure():
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    with tempfile.TemporaryDirectory() as name, database_of_its_own(connection), contextlib.ExitStack() as stack:
        call_command("migrate", verbosity=0)
        from tests.helpers.factories import Tree

        tree = Tree()
        port = stack.enter_context(site_behind_varnish(Path(name)))
        seconds = [seconds_until_seen(tree.home, f"Change {number}", port) for number in range(CHANGES)]
    print(
        f"{connection.vendor:12} commit to edge: median {statistics.median(seconds) * 1000:.0f} ms, "
        f"worst {max(seconds) * 1000:.0f} ms of {CHANGES}; to hold is 150"
    )


@contextlib.contextmanager
def site_behind_varnish(folder):
    """Run a web server, a worker and Varnish as the documentation says; yield Varnish's port."""
    from django.test import override_settings

    from mme_site.delivery.management.commands.serve import connections_allowed, web_server
    from tests.helpers.ports import free_port
    from tests.helpers.processes import running, running_command, until

    origin, edge = free_port(), free_port()
    variables = {"DEBUG": "1", "ALLOWED_HOSTS": "*", "SHARED_CACHE_SECONDS": "3600"}
    variables["FRONTEND_CACHE_URL"] = f"http://127.0.0.1:{edge}/"
    configuration = folder / "site.vcl"
    configuration.write_text((ROOT / "docs/varnish.vcl").read_text().replace('"8000"', f'"{origin}"'))
    varnish = [shutil.which("varnishd") or "/usr/sbin/varnishd", "-F", "-j", "none", "-n", str(folder / "varnish")]
    varnish += ["-s", "malloc,16m", "-f", str(configuration), "-a", f"127.0.0.1:{edge}"]
    quiet = {"stderr": subprocess.DEVNULL}
    with contextlib.ExitStack() as stack:
        with override_settings(PORT=origin, WEB_PROCESSES=1):
            command = web_server(connections_allowed())
        stack.enter_context(running_command(command, folder, variables, **quiet))
        stack.enter_context(running_command(varnish, folder, stdout=subprocess.DEVNULL, **quiet))
        stack.enter_context(running("worker", data_dir=folder, variables=variables, **quiet))
        until(lambda: asked(edge) is not None, "Varnish and the site")
        yield edge


def seconds_until_seen(page, title, port):
    """Publish a page with another title, which Varnish has, and return how long after the commit a reader gets it."""
    for _time in range(2):
        asked(port)
    page.title = title
    page.save_revision().publish()
    began = time.monotonic()
    while title.encode() not in (asked(port) or b""):
        time.sleep(0.002)  # a reader who asks all the time would take the processor from what is measured
    return time.monotonic() - began


def asked(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    with contextlib.closing(connection), contextlib.suppress(OSError):
        connection.request("GET", "/", headers={"Host": "localhost"})
        answer = connection.getresponse()
        return answer.read() if answer.status == 200 else None


if __name__ == "__main__":
    measure() if sys.argv[1:] == ["measure"] else main()
