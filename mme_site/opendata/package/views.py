"""The files of the data package; none of one that tells of what is public no more."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from mme_site.delivery.ranges import deliver
from mme_site.opendata.package.build import ARCHIVE, SUMS, current, files_of_package, folder, may_be_handed_out

SECONDS_TO_RETRY = 30
MEDIA_TYPES = {"csv": "text/csv", "json": "application/json", "md": "text/markdown", "zip": "application/zip"}


@require_safe
def package_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """Send a file of the current package.

    After a change the package of before serves until the worker has made the next. Where it tells of something that has
    been taken down meanwhile, who asks is told to ask again.
    """
    known = {ARCHIVE, SUMS, *(found for found, _size, _sum in files_of_package())}
    if name not in known:
        raise Http404
    if not may_be_handed_out():
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
