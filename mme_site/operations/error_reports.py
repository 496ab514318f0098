"""Errors are told to a server that collects them, where SENTRY_DSN names one; nothing about people goes with them."""

from importlib.metadata import version

import sentry_sdk
from django.conf import settings

from mme_site.operations import logs


def begin(dsn):
    sentry_sdk.init(
        dsn=dsn,
        release=f"django-{version('django')}-wagtail-{version('wagtail')}",
        server_name="",
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,
        traces_sample_rate=0,
        before_send=without_people,
    )


def without_people(event, _hint):
    """Return the event without address, cookies, headers and query of the request, in which tokens may stand."""
    request = event.get("request", {})
    for name in ("cookies", "headers", "query_string", "data", "env"):
        request.pop(name, None)
    event.pop("user", None)
    event.setdefault("tags", {})["site"] = settings.SITE_URL
    return masked(event)


def masked(value):
    """Return what is told with every text as the log would have it."""
    if isinstance(value, str):
        return logs.without_people(value)
    if isinstance(value, dict):
        return {key: masked(part) for key, part in value.items()}
    return [masked(part) for part in value] if isinstance(value, list) else value
