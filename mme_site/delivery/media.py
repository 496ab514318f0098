"""Pictures that pages show, served from DATA_DIR."""

from django.conf import settings
from django.http import Http404
from django.utils.cache import patch_cache_control
from django.views.static import serve

# Wagtail writes what a page shows to `images/`; originals and documents stand beside it
# and have no address here: documents are served by Wagtail, which asks who may read them.
PUBLIC_FOLDER = "images/"
ONE_YEAR = 31_536_000  # seconds; the name of a rendition changes with its picture


def rendition(request, path):
    """Serve one rendition; 404 for anything else below MEDIA_ROOT."""
    if not path.startswith(PUBLIC_FOLDER) or ".." in path.split("/"):
        raise Http404
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    patch_cache_control(response, public=True, max_age=ONE_YEAR, immutable=True)
    return response
