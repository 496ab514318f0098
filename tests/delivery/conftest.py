"""A site as it is served: two processes of Django's web server, and two fronts before them."""

import contextlib
import tempfile
from pathlib import Path

import pytest
from django.test import override_settings

from mme_site.delivery.management.commands.serve import web_server
from tests.copied_database import copy_of_the_database
from tests.delivery.served import ServedSite
from tests.factories import Tree
from tests.ports import free_port
from tests.processes import running, running_command, until

WEB_PROCESSES = 2
FRONTS = 2


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    """The site on a copy of the database, where what tests save is committed; for a module that only uses this."""
    folder = tmp_path_factory.mktemp("served")
    with contextlib.ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        stack.enter_context(copy_of_the_database(folder))
        stack.enter_context(override_settings(WEB_PROCESSES=WEB_PROCESSES))
        path = str(Path(stack.enter_context(short_folder())) / "web.sock")
        # Static files need no names with fingerprints here; DEBUG takes them as they are.
        variables = {"DEBUG": "1", "BEHIND_FRONT": "1", "WEB_PROCESSES": str(WEB_PROCESSES), "ALLOWED_HOSTS": "*"}
        tree = Tree()
        ports = [free_port() for _front in range(FRONTS)]
        stack.enter_context(running_command(web_server(path), folder, variables))
        for port in ports:
            stack.enter_context(running("front", path, data_dir=folder, variables={**variables, "PORT": str(port)}))
        served = ServedSite(tree, ports, folder)
        until(served.is_up, "the served site")
        yield served


def short_folder():
    """Return a folder whose path leaves room for the name of a socket."""
    return tempfile.TemporaryDirectory(prefix="mme-", dir="/tmp")
