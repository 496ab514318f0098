"""The first page of a file as a picture, for whoever may read the file."""

import io

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from wagtail import hooks

from mme_site.files.models import FirstPage
from mme_site.files.pdf import FORMATS

ONE_YEAR = 31_536_000  # seconds; the address changes with the file


@require_safe
def first_page(request, key, checksum, width, format):
    """Serve a picture; 404 where there is none, else what Wagtail's hooks answer for the file itself.

    Only the visitor's own browser may keep it: a file can become private later.
    """
    pictures = FirstPage.objects.select_related("file")
    picture = get_object_or_404(pictures, file_id=key, file__sha256__startswith=checksum, width=width, format=format)
    for hook in hooks.get_hooks("before_serve_document"):
        answer = hook(picture.file, request)
        if isinstance(answer, HttpResponse):
            return answer
    # Streamed, so that it is not compressed a second time.
    response = FileResponse(io.BytesIO(picture.content), content_type=FORMATS[picture.format])
    patch_cache_control(response, private=True, max_age=ONE_YEAR, immutable=True)
    return response
