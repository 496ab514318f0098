"""The search in the site's API: the same answer as the page of results, as JSON."""

import datetime
import math
from typing import Annotated, Any

from django.http import HttpRequest, QueryDict
from django.utils import translation
from ninja import Query
from pydantic import BaseModel, Field

from mme_site.editorial.taking_down.api import WithdrawnFacts
from mme_site.opendata.api import InLanguage, Problem, problem, refuse_others
from mme_site.pages.routing import site_of
from search.as_json import content_of
from search.engine.answer import Answer
from search.engine.promoted import chosen_by_editors
from search.engine.queries import TooSlow
from search.forms import LAST_PAGE, SearchForm
from search.limits import SEARCHES, client_of
from search.words.parsing import LONGEST_QUERY, parse


class Question(InLanguage):
    q: Annotated[str, Field(max_length=LONGEST_QUERY, description="What to look for, such as labour migration.")]
    page: Annotated[int, Field(ge=1, le=LAST_PAGE, description="The page of results, from 1.")] = 1
    withdrawn: Annotated[bool, Field(description="Whether what was withdrawn is looked for as well.")] = False


class Result(BaseModel):
    """Something public that was found."""

    title: str
    url: str
    type: Annotated[str, Field(description="Such as meeting, document or member.")]
    language: str
    date: datetime.date | None
    snippet: Annotated[str, Field(description="The sentence that says it.")]
    file_page: Annotated[int | None, Field(description="The page of a file on which it stands.")]


class SearchAnswer(BaseModel):
    """A sentence that follows from the facts, and the page that says it."""

    text: str
    url: str
    as_of: Annotated[datetime.date | None, Field(description="The day of which it is true.")]


class Results(BaseModel):
    """What a question finds."""

    query: str
    answer: SearchAnswer | None
    count: int
    results: list[Result]
    withdrawn: Annotated[list[WithdrawnFacts], Field(description="What was withdrawn, where it is asked for.")]


def add_search(api: Any) -> None:
    """Add the search to the API."""

    @api.get(
        "/search",
        response={200: Results, 422: Problem, 429: Problem, 503: Problem},
        summary="Search",
        description="Everything public, and inside files. Questions of one address are limited in number.",
        url_name="search",
    )
    def search(request: HttpRequest, query: Query[Question]) -> Any:
        refuse_others(request, Question)
        if seconds := SEARCHES.take(client_of(request)):
            return later(problem(429, "Too Many Requests", "Ask again later."), math.ceil(seconds))
        request.api_language = query.language
        site = site_of(request)
        data = QueryDict(mutable=True)
        data.update({"q": query.q, "page": str(query.page), "withdrawn": str(int(query.withdrawn))})
        with translation.override(query.language):
            promoted = chosen_by_editors(parse(query.q), query.language)
            form = SearchForm(data, request, site)
            try:
                return content_of(form, Answer(form, site, query.language, promoted))
            except TooSlow:
                return later(problem(503, "Service Unavailable", "The question takes too long. Ask for less."), 5)


def later(response: Any, seconds: int) -> Any:
    response.headers["Retry-After"] = str(seconds)
    return response
