"""The first page of a file as a picture, for whoever may read the file; no sizes of pictures at will."""

import io

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from mme_site.files.models import FileUse, FirstPage
from mme_site.files.pdf import FORMATS
from mme_site.files.readers import answer_of_hooks, serve_file

ONE_YEAR = 31_536_000  # seconds; the address changes with the file


@require_safe
def first_page(request: HttpRequest, key: int, checksum: str, width: int, format: str) -> HttpResponseBase:
    """Serve a picture to whom may read its file; 404 for anybody else, and where there is none.

    Only the visitor's own browser may keep it: a file can stop being public.
    """
    pictures = FirstPage.objects.select_related("file")
    picture = get_object_or_404(pictures, file_id=key, file__sha256__startswith=checksum, width=width, format=format)
    uses = FileUse.objects.of_document(key)
    kept = {"private": True, "max_age": ONE_YEAR, "immutable": True}
    return serve_file(request, uses, lambda: send(request, picture), key, **kept)


def send(request: HttpRequest, picture: FirstPage) -> HttpResponseBase:
    """Return the picture, or what Wagtail's hooks answer for the file itself."""
    # Streamed, so that it is not compressed a second time.
    streamed = FileResponse(io.BytesIO(picture.content), content_type=FORMATS[picture.format])
    return answer_of_hooks(picture.file, request) or streamed


def no_preview(_request: HttpRequest, image_id: int, filter_spec: str) -> HttpResponseBase:
    """Answer 404: nobody has a picture in a size of their own choice."""
    raise Http404
