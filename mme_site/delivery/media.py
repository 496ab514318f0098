"""Files and pictures, served from DATA_DIR to whom may read them."""

from django.conf import settings
from django.http import Http404
from django.views.static import serve
from wagtail.documents.views.serve import serve as serve_document

from mme_site.files.models import FileUse
from mme_site.files.readers import respond

# Wagtail writes what a page shows to `images/`; originals and files stand beside it
# and have no address here.
PUBLIC_FOLDER = "images/"
ONE_YEAR = 31_536_000  # seconds


def file(request, document_id, document_filename):
    """Serve an uploaded file; caches may keep it, and ask each time whether it is still public (RFC 9111, 5.2.2.4)."""
    uses = FileUse.objects.of_document(document_id)
    return respond(
        request, uses, lambda: serve_document(request, document_id, document_filename), public=True, no_cache=True
    )


def rendition(request, path):
    """Serve one rendition of a picture; 404 for anything else below MEDIA_ROOT.

    The name of a rendition changes with its picture, so a browser need never ask again for
    one that it was given: what a reader has seen cannot be taken back. A cache between, which
    would hand it to those who have not, asks each time (s-maxage, RFC 9111, 5.2.2.10).
    """
    if not path.startswith(PUBLIC_FOLDER) or ".." in path.split("/"):
        raise Http404
    uses = FileUse.objects.of_rendition(path)
    return respond(
        request,
        uses,
        lambda: serve(request, path, document_root=settings.MEDIA_ROOT),
        public=True,
        max_age=ONE_YEAR,
        immutable=True,
        s_maxage=0,
    )
