"""Dates as Django writes them in this language, and typed in one way only."""

from mme_site.core.formats.typed import *
