"""Who asks."""

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed


def client_address_middleware(get_response):
    """Take the client's address from the server in front, which alone can know it.

    Only where that server is there: anybody can send a header.
    """
    if not settings.BEHIND_FRONT:
        raise MiddlewareNotUsed

    def middleware(request):
        request.META["REMOTE_ADDR"] = request.META.pop("HTTP_X_CLIENT_ADDRESS", "")
        return get_response(request)

    return middleware
