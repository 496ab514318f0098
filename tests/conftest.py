"""What every test gets without asking."""

import pytest
from django.core.cache import cache

from tests.factories import Tree

SHARING = ("browser", "content")  # folders whose tests share something that takes long to make


@pytest.hookimpl(tryfirst=True)  # before the runner deals the tests out by their group
def pytest_collection_modifyitems(items):
    """Keep the tests of such a folder in one process of the suite."""
    for item in items:
        if item.path.parent.name in SHARING:
            item.add_marker(pytest.mark.xdist_group(item.path.parent.name))


@pytest.fixture(autouse=True)
def nothing_left_by_another_test(settings, tmp_path):
    """Uploaded files and cached values, Wagtail's site roots among them, belong to one test."""
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()


@pytest.fixture
def tree(db):
    """A small partnership with one page of every list, published on the default site."""
    return Tree()
