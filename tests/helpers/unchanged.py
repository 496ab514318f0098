"""Reading much of a site in which nothing changes meanwhile."""

from contextlib import contextmanager

import pytest

from mme_site.caching import version
from mme_site.caching.content_cache import clear


@contextmanager
def while_nothing_changes():
    """Let the site keep what it reads, as it does while nothing changes; in a transaction it would read all anew."""
    clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(version, "version_for_cache", lambda: "unchanged")
        yield
    clear()
