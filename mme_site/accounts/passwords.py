"""Words that somebody who guesses tries first, because it is this site (OWASP ASVS 5.0, 6.1.2 and 6.2.11)."""

import re
import unicodedata
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# As SECURITY.md lists them; the host name of SITE_URL comes to them.
WORDS = (
    *("africa", "african", "afrique", "europe", "european", "europa", "union", "eu", "au", "ua", "ue", "mme"),
    *("partnership", "partenariat", "parceria", "migration", "mobility", "employment", "mobilite", "emploi"),
    *("migracao", "mobilidade", "emprego", "rabat", "khartoum", "wagtail", "django", "editor", "publisher"),
    *("administrator", "admin", "website", "site", "password", "passwort", "motdepasse", "senha", "welcome"),
)
LEAST = 8  # letters, beside these words, that somebody has to guess


class SiteWordsValidator:
    """Refuses a password that is words of this site with a few characters more, such as `AfricaEurope2026!`."""

    def validate(self, password, user=None):
        host = re.split(r"\W+", urlsplit(settings.SITE_URL).hostname or "")
        words = sorted({*WORDS, *filter(None, host)}, key=len, reverse=True)
        plain = unicodedata.normalize("NFKD", password.casefold()).encode("ascii", "ignore").decode()
        rest = re.sub("|".join(map(re.escape, words)), "", plain)
        is_mostly_words = 2 * (len(plain) - len(rest)) > len(password)
        if is_mostly_words and len(re.sub(r"[\W_\d]", "", rest)) < LEAST:
            raise ValidationError(_("This password is made of words that anybody would try on this site."))

    def get_help_text(self):
        return _("Your password can’t be made of words such as the name of this site.")
