"""`make run` on a machine of one's own: the whole site, without secrets to set."""

from mme_site.settings.environment import read, read_flag, validate

validate()

from mme_site.settings.base import *  # noqa: E402, F403 - settings modules extend base, once every variable is right
from mme_site.settings.base import DATA_DIR  # noqa: E402
from mme_site.settings.local_secret import read_or_make  # noqa: E402

DEBUG = read_flag("DEBUG")
SECRET_KEY = read("SECRET_KEY") or read_or_make(DATA_DIR)
