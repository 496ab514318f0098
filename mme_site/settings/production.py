"""Production: behind TLS, and not started without its secrets."""

from mme_site.settings.environment import read, validate

validate("SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "DATABASE_URL")

from mme_site.settings.base import *

DEBUG = False
SECRET_KEY = read("SECRET_KEY")

# https://docs.djangoproject.com/en/5.2/howto/deployment/checklist/
SECURE_SSL_REDIRECT = True  # the scheme is the one that TRUSTED_PROXIES say (mme_site/delivery/trusted_proxies.py)
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]  # each machine is asked by itself, without TLS
SECURE_HSTS_SECONDS = 63_072_000  # two years, the preload list's figure
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# Browsers take them from this host alone, over TLS alone (RFC 6265bis, 4.1.3.2).
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # the editor shows a page's preview in a frame of the same site
