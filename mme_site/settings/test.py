"""The test suite: real databases and files, in places of their own."""

import tempfile
from pathlib import Path

from mme_site.settings.base import *
from mme_site.settings.base import DATABASES, MIDDLEWARE

SECRET_KEY = "a key for tests, which guards nothing"
DEBUG = False
ALLOWED_HOSTS = ["*"]

# Each process of the suite writes into a directory of its own, which goes when it ends.
_directory = tempfile.TemporaryDirectory(prefix="mme-tests-", ignore_cleanup_errors=True)
DATA_DIR = Path(_directory.name)
MEDIA_ROOT = DATA_DIR / "media"
STATIC_ROOT = DATA_DIR / "static"

# A connection kept for the next request would hold the test database back from its end.
DATABASES["default"]["CONN_MAX_AGE"] = 0
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in production: an in-memory database has one connection for all threads.
    DATABASES["default"]["NAME"] = DATA_DIR / "mme.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"

SEARCHES_A_MINUTE = 1_000_000  # most tests come from one address; those of the limit set their own

SESSION_IDLE_MINUTES = 100_000_000  # tests move the clock

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Most tests look at what follows a change, such as a result of the search, and not at when.
TASKS = {"default": {"BACKEND": "tests.helpers.indexing.WhenLookedAtBackend"}}
EMAIL_BACKEND = OUTBOX_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
MIDDLEWARE = [*MIDDLEWARE, "tests.helpers.requested_addresses.note_address"]
