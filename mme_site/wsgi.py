"""The WSGI application that a web server calls: the page cache, and Django behind it."""

import gc
import os

from django.core.wsgi import get_wsgi_application

gc.disable()  # a fifth of the time of importing goes into looking for garbage, of which it leaves none

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mme_site.settings.production")

django_application = get_wsgi_application()

from mme_site.delivery.page_cache.application import PageCache  # noqa: E402 - needs Django's settings

application = PageCache(django_application)
gc.enable()
gc.freeze()  # what was imported stays, and is not looked at again and again
