"""The addresses of the API; its answers have an entity tag, and the page cache may keep them."""

from typing import Any

from django.views.decorators.http import conditional_page

from mme_site.delivery.cacheable import cacheable
from mme_site.opendata.api import Paging, complete_api
from mme_site.opendata.resources import resources

UNKEPT = {"search"}  # each question is another one


def api_urls() -> Any:
    parameters = {name for one in (Paging, *(each.filters for each in resources())) for name in one.model_fields}
    patterns, app_name, namespace = complete_api().urls
    for pattern in patterns:
        pattern.callback = conditional_page(pattern.callback)
        if pattern.name not in UNKEPT:
            cacheable(pattern.callback, parameters)
    return patterns, app_name, namespace
