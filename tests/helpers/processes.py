"""Processes of the site on the database of the tests, and waiting for what they do."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_WAIT = 120  # many processes start at once while the suite runs
SECONDS_BETWEEN_LOOKS = 0.02


def address_of_database(name):
    """Return the DATABASE_URL of the database of this name, where that of the tests is."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    user = ":".join(quote(part) for part in (database["USER"], database["PASSWORD"]) if part)
    host = f"{database['HOST'] or 'localhost'}:{database['PORT'] or 5432}"
    return f"postgres://{user}@{host}/{name}"


def running(*arguments, data_dir, **options):
    """Run a management command as `make run` does, on the database of the tests; kill it at the end."""
    return running_command([sys.executable, "manage.py", *arguments], data_dir, **options)


@contextlib.contextmanager
def running_command(command, data_dir, variables=(), **options):
    """Run a command with the settings of `make run` and these variables, on the database of the tests.

    At the end it is killed, with all that it has started.
    """
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "mme_site.settings.dev",
        "DATABASE_URL": address_of_database(connection.settings_dict["NAME"]),
        "DATA_DIR": str(data_dir),
        **dict(variables),
    }
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, process_group=0, **options
    ) as process:
        try:
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):  # all have ended by themselves
                os.killpg(process.pid, signal.SIGKILL)


def until(condition, what):
    """Return as soon as the condition holds, with what it returned; fail when it does not within two minutes."""
    end = time.monotonic() + SECONDS_TO_WAIT
    while not (result := condition()):
        if time.monotonic() > end:
            pytest.fail(f"waited {SECONDS_TO_WAIT} s in vain for {what}")
        time.sleep(SECONDS_BETWEEN_LOOKS)
    return result
