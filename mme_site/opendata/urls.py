"""The addresses of the API; the page cache may keep what it answers."""

from typing import Any

from mme_site.delivery.cacheable import cacheable
from mme_site.opendata.api import Paging, complete_api
from mme_site.opendata.resources import resources

UNKEPT = {"search"}  # each question is another one


def api_urls() -> Any:
    parameters = {name for one in (Paging, *(each.filters for each in resources())) for name in one.model_fields}
    patterns, app_name, namespace = complete_api().urls
    for pattern in patterns:
        if pattern.name not in UNKEPT:
            cacheable(pattern.callback, parameters)
    return patterns, app_name, namespace
