"""`make run` on a machine of one's own: the whole site, without secrets to set."""

from mme_site.settings.environment import read, read_flag, validate

validate()

from mme_site.settings.base import *
from mme_site.settings.base import DATA_DIR
from mme_site.settings.local_secret import read_or_make

DEBUG = read_flag("DEBUG")
SECRET_KEY = read("SECRET_KEY") or read_or_make(DATA_DIR)
