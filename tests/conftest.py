"""What every test gets without asking."""

import pytest
from django.core.cache import cache
from xdist.scheduler import LoadScopeScheduling

from tests.factories import Tree

SHARING = ("browser", "content")  # folders whose tests share something that takes long to make


class ByFolder(LoadScopeScheduling):
    """Deals the tests of such a folder to one process of the suite, and every other test by itself."""

    def _split_scope(self, nodeid):
        folder = nodeid.split("/")[1]
        return folder if folder in SHARING else nodeid


def pytest_xdist_make_scheduler(config, log):
    return ByFolder(config, log)


@pytest.fixture(autouse=True)
def nothing_left_by_another_test(settings, tmp_path):
    """Uploaded files and cached values, Wagtail's site roots among them, belong to one test."""
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()


@pytest.fixture
def tree(db):
    """A small partnership with one page of every list, published on the default site."""
    return Tree()
