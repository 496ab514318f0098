"""A site as it is served: two web servers of one process each, so that each can be asked by its port."""

import contextlib

import pytest
from django.test import override_settings

from mme_site.delivery.management.commands.serve import connections_allowed, web_server
from tests.delivery.served.served import ServedSite
from tests.helpers.copied_database import copy_of_the_database
from tests.helpers.factories import Tree
from tests.helpers.ports import free_port
from tests.helpers.processes import running_command, until

WEB_SERVERS = 2


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    """The site on a copy of the database, where what tests save is committed; for a module that only uses this."""
    folder = tmp_path_factory.mktemp("served")
    with contextlib.ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        stack.enter_context(copy_of_the_database(folder))
        # Static files need no names with fingerprints here; DEBUG takes them as they are.
        variables = {"DEBUG": "1", "ALLOWED_HOSTS": "*", "SEARCHES_A_MINUTE": "5", "SHARED_CACHE_SECONDS": "1"}
        tree = Tree()
        ports = [free_port() for _server in range(WEB_SERVERS)]
        for port in ports:
            with override_settings(PORT=port, WEB_PROCESSES=1):
                stack.enter_context(running_command(web_server(connections_allowed()), folder, variables))
        served = ServedSite(tree, ports, folder)
        until(served.is_up, "the served site")
        yield served
