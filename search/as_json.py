"""The answer to a question as JSON, for other machines (docs/SEARCH.md)."""

from html import unescape

from django.http import JsonResponse
from django.utils.html import strip_tags

from mme_site.editorial.taking_down.api import as_facts
from search.engine.answer import SECONDS


def as_json(form, answer, is_slow):
    """Return the response: what the page shows, with the same parameters."""
    if is_slow:
        content, status = {"error": f"The question takes longer than {SECONDS} seconds. Ask for less."}, 503
    else:
        content, status = content_of(form, answer), 200
    return JsonResponse(content, status=status, headers={"X-Robots-Tag": "noindex"})


def content_of(form, answer):
    """Return what is said of an answer, which is None where nothing was asked."""
    address = form.request.build_absolute_uri
    return {
        "query": answer.query.text if answer and not answer.corrected_query else form.typed[:200],
        "corrected_query": answer.corrected_query or None if answer else None,
        "offered_query": answer.offered_query or None if answer else None,
        "answer": computed(answer.computed, address) if answer and answer.computed else None,
        "count": answer.count if answer else 0,
        "results": [result(line, address) for line in [*answer.recommended, *answer.lines]] if answer else [],
        "withdrawn": [as_facts(one, form.request) for one in answer.withdrawn or ()] if answer else [],
        "facets": {facet.name: values(facet, address) for facet in answer.facets} if answer else {},
    }


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
