"""The answer to a question as JSON, for other machines (docs/SEARCH.md)."""

from html import unescape

from django.http import JsonResponse
from django.utils.html import strip_tags

from search.engine.answer import SECONDS


def as_json(form, answer, is_slow):
    """Return the response: what the page shows, with the same parameters."""
    if is_slow:
        error = {"error": f"The question takes longer than {SECONDS} seconds. Ask for less."}
        return robots_off(JsonResponse(error, status=503))
    address = form.request.build_absolute_uri
    found = {
        "query": answer.query.text if answer and not answer.corrected_query else form.typed[:200],
        "corrected_query": answer.corrected_query or None if answer else None,
        "offered_query": answer.offered_query or None if answer else None,
        "answer": computed(answer.computed, address) if answer and answer.computed else None,
        "count": answer.count if answer else 0,
        "results": [result(line, address) for line in [*answer.recommended, *answer.lines]] if answer else [],
        "facets": {facet.name: values(facet, address) for facet in answer.facets} if answer else {},
    }
    return robots_off(JsonResponse(found))


def computed(answer, address):
    as_of = answer.as_of.isoformat() if answer.as_of else None
    return {"text": answer.text, "url": address(answer.url), "as_of": as_of}


def result(line, address):
    return {
        "title": line.title,
        "url": address(line.opens_at or line.url),
        "type": line.type,
        "language": line.snippet_language or line.language,
        "date": line.date.isoformat() if line.date else None,
        "snippet": unescape(strip_tags(line.snippet_html)),
        "file_page": line.file_page,
    }


def values(facet, address):
    return [
        {"value": one.value, "label": one.label, "count": one.count, "url": address(one.url)} for one in facet.values
    ]


def robots_off(response):
    response["X-Robots-Tag"] = "noindex"
    return response
