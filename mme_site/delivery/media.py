"""Files and pictures, served from where they are kept to whom may read them."""

import mimetypes
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from wagtail.documents.views.serve import serve as serve_document

from mme_site.delivery.ranges import deliver
from mme_site.files.former.storing import is_former_name
from mme_site.files.models import FileUse, SiteDocument
from mme_site.files.readers import answer_of_hooks, serve_file

# Wagtail writes what a page shows to `images/`; originals and files stand beside it
# and have no address here.
PUBLIC_FOLDER = "images/"
ONE_YEAR = 31_536_000  # seconds


def file(request: HttpRequest, document_id: int, document_filename: str) -> Any:
    """Serve an uploaded file; caches may keep it, and ask each time whether it is still public (RFC 9111, 5.2.2.4)."""
    uses = FileUse.objects.of_document(document_id)

    def send() -> Any:
        return send_file(request, document_id, document_filename)

    return serve_file(request, uses, send, int(document_id), public=True, no_cache=True)


def send_file(request: HttpRequest, document_id: int, document_filename: str) -> Any:
    """Answer with a file, or what Wagtail's hooks answer for it, whoever uses it."""

    def send() -> Any:
        try:
            return named(serve_document(request, document_id, document_filename), document_filename)
        except Http404:
            if is_former_name(document_id, document_filename):
                return to_present_name(request, document_id)
            raise

    return deliver(request, send)


def to_present_name(request: HttpRequest, document_id: int) -> HttpResponse:
    """Lead from the name that a file had before it was replaced to the one that it has, whom Wagtail's hooks let."""
    present = get_object_or_404(SiteDocument, pk=document_id)
    return answer_of_hooks(present, request) or redirect(present.url)


def named(response: Any, name: str) -> Any:
    """Give a file its name, in any script (RFC 6266, 4.3); Wagtail has said whether browsers show it or keep it."""
    said = response.headers.get("Content-Disposition")
    if said:
        is_kept = not said.startswith("inline")
        response.headers["Content-Disposition"] = content_disposition_header(is_kept, name)
    return response


def stored(path: str) -> Any:
    """Answer with a stored file, wherever files are kept; Http404 where there is none."""
    try:
        file = default_storage.open(path)
    except (OSError, SuspiciousOperation) as error:
        raise Http404 from error
    return FileResponse(file, content_type=mimetypes.guess_type(path)[0] or "application/octet-stream")


def rendition(request: HttpRequest, path: str) -> Any:
    """Serve one rendition of a picture; 404 for anything else below MEDIA_ROOT.

    The name of a rendition changes with its picture, so a browser need never ask again for
    one that it was given: what a reader has seen cannot be taken back. A cache between, which
    would hand it to those who have not, asks each time (s-maxage, RFC 9111, 5.2.2.10).
    """
    if not path.startswith(PUBLIC_FOLDER) or ".." in path.split("/"):
        raise Http404
    uses = FileUse.objects.of_rendition(path)
    return serve_file(
        request,
        uses,
        lambda: deliver(request, lambda: stored(path)),
        public=True,
        max_age=ONE_YEAR,
        immutable=True,
        s_maxage=0,
    )
