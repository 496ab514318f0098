"""Fifty editors of one office who save without thinking: `python -m tests.bench.editors`, or `make bench`.

Each has opened a page, and saves its draft again as soon as the answer is there. To hold is that no save gets 503.
Printed are saves a second, what was answered, and how long half and 95 of 100 took. On PostgreSQL as well where
TEST_DATABASE_URL is set.
"""

import contextlib
import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

from tests.bench.publishing import database_of_its_own, settings

EDITORS, SECONDS = 50, 20


def main():
    postgresql = os.environ.get("TEST_DATABASE_URL")
    for url in ["", postgresql] if postgresql else [""]:
        subprocess.run([sys.executable, "-m", "tests.bench.editors", "measure"], check=True, env=settings(url))


def measure():
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    with tempfile.TemporaryDirectory() as name, database_of_its_own(connection), contextlib.ExitStack() as stack:
        call_command("migrate", verbosity=0)
        port = stack.enter_context(web_server_on(Path(name), made_editors := editors()))
        crowd = [Editor(port, *made) for made in made_editors]
        for editor in crowd:
            assert asked(port, editor.address, editor.cookie) == 200
        began = time.monotonic()
        for editor in crowd:
            editor.start()
        for editor in crowd:
            editor.join()
        seconds = time.monotonic() - began
    statuses = sum((editor.statuses for editor in crowd), Counter())
    took = sorted(each for editor in crowd for each in editor.took)
    print(
        f"{connection.vendor:12} {EDITORS} editors: {len(took) / seconds:.1f} saves a second, {dict(statuses)}; "
        f"half within {statistics.median(took):.1f} s, p95 {took[int(len(took) * 0.95)]:.1f} s"
    )


def editors():
    """Make pages and people; return (address, cookie, form) for each."""
    from django.conf import settings as site_settings
    from django.test import Client
    from wagtail.test.utils.form_data import querydict_from_html

    from tests.helpers.factories import Tree
    from tests.helpers.people import allowed

    tree, made = Tree(), []
    for number in range(EDITORS):
        page = tree.page(title=f"Page of editor {number}", slug=f"page-of-editor-{number}")
        client = Client()
        client.force_login(allowed("add", "change", below=tree.home))
        address = f"/admin/pages/{page.pk}/edit/"
        form = querydict_from_html(client.get(address).text, form_id="page-edit-form").dict()
        form["body-count"] = "0"  # which a script of the editor writes
        cookies = {name: client.cookies[name].value for name in (site_settings.SESSION_COOKIE_NAME, "csrftoken")}
        made.append((address, "; ".join(f"{name}={value}" for name, value in cookies.items()), form))
    return made


@contextlib.contextmanager
def web_server_on(folder, made_editors):
    """Run the web server of `serve`, with one process, as `make run` does; yield its port."""
    from django.conf import settings as site_settings
    from django.db import connections
    from django.test import override_settings

    from mme_site.delivery.management.commands.serve import connections_allowed, web_server
    from tests.helpers.ports import free_port
    from tests.helpers.processes import running_command, until

    port = free_port()
    variables = {"DEBUG": "1", "ALLOWED_HOSTS": "*", "SECRET_KEY": site_settings.SECRET_KEY.ljust(50)}
    variables["DJANGO_SETTINGS_MODULE"] = "mme_site.settings.dev"
    connections.close_all()
    with override_settings(PORT=port, WEB_PROCESSES=1):
        command = web_server(connections_allowed())
    with running_command(command, folder, variables, stderr=subprocess.DEVNULL):
        until(lambda: asked(port, *made_editors[0][:2]) is not None, "the web server")
        yield port


class Editor(threading.Thread):
    """Saves a draft again and again."""

    def __init__(self, port, address, cookie, form):
        super().__init__(daemon=True)
        self.port, self.address, self.cookie, self.form = port, address, cookie, form
        self.statuses, self.took = Counter(), []

    def run(self):
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            began = time.monotonic()
            self.statuses[asked(self.port, self.address, self.cookie, urlencode(self.form))] += 1
            self.took.append(time.monotonic() - began)


def asked(port, address, cookie, body=None):
    """Return the status of the answer; None where nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=90)
    headers = {"Host": "localhost", "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    headers["X-CSRFToken"] = cookie.rpartition("csrftoken=")[2]
    with contextlib.closing(connection), contextlib.suppress(OSError):
        connection.request("GET" if body is None else "POST", address, body=body, headers=headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status


if __name__ == "__main__":
    measure() if sys.argv[1:] == ["measure"] else main()
