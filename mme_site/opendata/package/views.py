"""The files of the data package; nothing of one that is older than what the pages say."""

import re

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from mme_site.delivery.ranges import deliver
from mme_site.opendata.package.making import ARCHIVE, current, files_of_package, folder, is_current

SECONDS_TO_RETRY = 30
MEDIA_TYPES = {"csv": "text/csv", "json": "application/json", "md": "text/markdown", "zip": "application/zip"}
NAME = re.compile(r"(?:[a-z]{2}/)?[\w-]+(?:\.\w+)?")


@require_safe
def package_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """Send a file of the current package.

    Until the worker has made one that says what the pages say now, it is told to ask again: what has been taken down a
    moment ago must not be handed out.
    """
    known = {ARCHIVE, "SHA256SUMS", "datapackage.json", *(found for found, _size, _sum in files_of_package())}
    if not NAME.fullmatch(name) or name not in known:
        raise Http404
    if not is_current():
        headers = {"Retry-After": str(SECONDS_TO_RETRY)}
        words = "The data are being made anew. Please ask again in half a minute.\n"
        return HttpResponse(words, status=503, content_type="text/plain; charset=utf-8", headers=headers)
    path = folder() / current()["folder"] / name
    media_type = MEDIA_TYPES.get(path.suffix[1:], "text/plain")

    def send() -> FileResponse:
        try:
            return FileResponse(path.open("rb"), content_type=f"{media_type}; charset=utf-8", filename=path.name)
        except OSError as error:
            raise Http404 from error

    response = deliver(request, send)
    response.headers["Cache-Control"] = "no-cache"
    return response
