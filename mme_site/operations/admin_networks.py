"""The admin is open to some networks only, where ADMIN_NETWORKS names them."""

import ipaddress

from django.conf import settings
from django.http import HttpResponseForbidden
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from mme_site.delivery.trusted_proxies import parsed

ADMIN = reverse_lazy("wagtailadmin_home")


def admin_networks_middleware(get_response):
    def middleware(request):
        if settings.ADMIN_NETWORKS and request.path.startswith(str(ADMIN)) and not is_inside(request):
            words = _("This part of the site is open from some networks only.")
            return HttpResponseForbidden(words, content_type="text/plain; charset=utf-8")
        return get_response(request)

    return middleware


def is_inside(request):
    address = parsed(request.META["REMOTE_ADDR"])
    return address is not None and any(address in ipaddress.ip_network(one) for one in settings.ADMIN_NETWORKS)
