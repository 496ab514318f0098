"""Short addresses that never change: /d/12 leads to document 12, /m/7 to meeting 7, wherever they have been moved."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from mme_site.core.localized import localized_full_url
from mme_site.delivery.cacheable import cacheable
from mme_site.opendata.resources import resources
from mme_site.pages.routing import root_of, site_of


@require_safe
def short_address(request: HttpRequest, letter: str, number: int) -> HttpResponse:
    """Lead to a public record by the letter of its kind and its number; 404 where there is none."""
    site = site_of(request)
    found = next((one for one in resources() if one.letter == letter), None)
    if site is None or found is None:
        raise Http404
    record = found.public(root_of(site)).filter(pk=number).first()
    if record is None:
        raise Http404
    return redirect(localized_full_url(record, request) if found.has_pages else found.records([record], request)[0].url)


short_address = cacheable(short_address)
