"""The test suite: real databases and files, in places of their own."""

import dj_database_url

from mme_site.settings.base import *  # noqa: F403 - settings modules extend base
from mme_site.settings.base import DATABASES
from mme_site.settings.environment import read

SECRET_KEY = "a key for tests, which guards nothing"
DEBUG = False
ALLOWED_HOSTS = ["*"]

if read("DATABASE_URL"):
    DATABASES["default"] = dj_database_url.parse(read("DATABASE_URL"))

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
