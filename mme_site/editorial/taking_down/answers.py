"""What readers find at the address of what was taken down for a reason."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.translation import get_language
from wagtail import hooks
from wagtail.models import Page, Site

from mme_site.core.localized import localized_url
from mme_site.core.querysets import SitePageQuerySet, is_private
from mme_site.delivery.media import send_file
from mme_site.editorial.taking_down.models import TakedownReason, TakenDown
from mme_site.files.models import FileUse, SiteDocument
from mme_site.files.readers import is_public
from mme_site.pages.translations import original_of, read_in

GONE = 410
OPEN = "open"  # the parameter by which a withdrawn file is read all the same


def answer_at_address(request: HttpRequest) -> HttpResponseBase | None:
    """Return what readers find at the address of what was taken down for a reason; None elsewhere."""
    site = Site.find_for_request(request) if request.method in ("GET", "HEAD") else None
    record = site and (page_at(request, site) or file_at(request) or record_at(request))
    if not site or not record:
        return None
    target = address_of_target(record, site, request)
    shown = withdrawn(record, request) if record.why == TakedownReason.WITHDRAWN else None
    if shown is not None:
        response = shown
        response["X-Robots-Tag"] = "noindex"
    elif target and record.why == TakedownReason.MERGED:
        return HttpResponsePermanentRedirect(target[1], headers={"Cache-Control": "no-store"})
    else:
        context = {"record": record, "target": target, "is_file": isinstance(record.record, SiteDocument)}
        response = render(request, "taking_down/gone.html", context, status=GONE)
    response["Cache-Control"] = "no-store"
    return response


def page_at(request: HttpRequest, site: Site) -> TakenDown | None:
    """Return why there is no page at an address, in the language of the address or of the original."""
    path = request.path
    if get_language() != settings.LANGUAGE_CODE:
        path = path.removeprefix(f"/{get_language()}")
    roots = Page.objects.filter(translation_key=site.root_page.translation_key)
    addresses = [root.url_path.rstrip("/") + path for root in roots]
    keys = Page.objects.filter(url_path__in=addresses).values("translation_key")
    found = TakenDown.objects.in_effect().filter(page__translation_key__in=keys, page__live=False)
    found = found.exclude(is_private("page__path")).select_related("page")
    trees = tuple(root.path for root in roots)
    here = (one for one in found if one.page and one.page.path.startswith(trees) and original_of(one.page) is None)
    return next(here, None)


def file_at(request: HttpRequest) -> TakenDown | None:
    """Return why there is no file at an address; None of one that nobody could read."""
    try:
        found = resolve(request.path_info)
    except Resolver404:
        return None
    if found.url_name != "wagtaildocs_serve":
        return None
    file = SiteDocument.objects.filter(pk=found.kwargs["document_id"], live=False).first()
    if file is None or file.filename != found.kwargs["document_filename"]:
        return None
    return TakenDown.objects.in_effect().of(file).filter(was_public=True).first()


def record_at(request: HttpRequest) -> TakenDown | None:
    """Return why a record is not at an address that a room knows as its."""
    records = (find(request) for find in hooks.get_hooks("record_at_address"))
    record = next(filter(None, records), None)
    return None if record is None or record.live else TakenDown.objects.in_effect().of(record).first()


def withdrawn(record: TakenDown, request: Any) -> HttpResponseBase | None:
    """Return what was withdrawn as readers saw it last, below its band; None where that was not kept."""
    item: Any = record.page.specific if record.page else record.record
    if isinstance(item, SiteDocument):
        if OPEN in request.GET:
            return send_file(request, item.pk, item.filename)
        return render(request, "taking_down/withdrawn_file.html", {"file": item, "withdrawn": record})
    if record.content is None:
        return None
    request.withdrawn = record  # for the band above the page
    shown = item.with_content_json(record.content)
    response: Any = read_in(get_language(), shown).serve(request) if record.page else shown.serve_preview(request, "")
    return response.render() if hasattr(response, "render") else response


def address_of_target(record: TakenDown, site: Site, request: HttpRequest) -> tuple[str, str] | None:
    """Return the title and address that readers are led to; None where nobody was named or readers cannot open it."""
    page = SitePageQuerySet(Page).live().public().filter(pk=record.target_id).first()
    if page:
        return page.title, localized_url(page, request)
    other = record.target_record
    if isinstance(other, SiteDocument):
        return (other.title, other.url) if is_public(FileUse.objects.of_document(other.pk).readable()) else None
    for records in (one for hook in hooks.get_hooks("register_searchable_records") for one in hook()):
        is_one = other is not None and isinstance(other, records.model)
        if is_one and records.public_keys(site.root_page).filter(pk=other.pk).exists():
            return records.links([other.pk], site.root_page, get_language(), request).get(other.pk)
    return None
