"""What was withdrawn, in the site's API: a list of its own, as no other list has it."""

import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import translation
from ninja import Query
from pydantic import BaseModel

from mme_site.editorial.taking_down.withdrawn import Withdrawn, withdrawn_from
from mme_site.opendata.api import InLanguage, Problem, refuse_others, root


class WithdrawnFacts(BaseModel):
    """What was withdrawn and stays readable at its address."""

    title: str
    url: str
    withdrawn_on: datetime.date
    reason: str


def add_withdrawn(api: Any) -> None:
    """Add the list to the API."""

    @api.get("/withdrawn", response={200: list[WithdrawnFacts], 422: Problem}, summary="List what was withdrawn")
    def list_withdrawn(request: Any, query: Query[InLanguage]) -> Any:
        refuse_others(request, InLanguage)
        request.api_language = query.language
        with translation.override(query.language):
            return [as_facts(one, request) for one in withdrawn_from(root(request), request)]


def as_facts(one: Withdrawn, request: HttpRequest) -> dict[str, Any]:
    return {
        "title": one.title,
        "url": request.build_absolute_uri(one.url),
        "withdrawn_on": one.taken_down_on.isoformat(),
        "reason": one.reason,
    }
