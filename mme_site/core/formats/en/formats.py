"""English dates as the institutions of the partnership write them: 2 April 2014."""

from mme_site.core.formats.typed import *

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
TIME_FORMAT = "H:i"
SHORT_DATE_FORMAT = "j M Y"
FIRST_DAY_OF_WEEK = 1  # Monday (ISO 8601)
