"""Arabic dates without the comma that Django puts before the year, as the institutions write them; typed one way."""

from mme_site.core.formats.typed import *

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y، H:i"
TIME_FORMAT = "H:i"
SHORT_DATE_FORMAT = "d/m/Y"
FIRST_DAY_OF_WEEK = 1  # Monday, as in the other languages of the site
