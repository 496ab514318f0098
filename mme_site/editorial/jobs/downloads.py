"""Downloads of the admin's lists, written by the worker: by itself Wagtail writes them while the browser waits."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.contrib.messages import MessageFailure
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.urls import resolve
from django.utils.translation import gettext as _
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from mme_site.editorial.jobs.models import Job
from mme_site.editorial.jobs.progress import JobFailed, Progress
from mme_site.editorial.jobs.tasks import keep_file, start
from mme_site.editorial.jobs.views import answer


class CountedRows:
    """The rows of a list, which say to a job that they are written; what else is asked of them they answer."""

    def __init__(self, rows: Any, progress: Progress) -> None:
        self.rows, self.progress = rows, progress

    def __iter__(self) -> Iterator[Any]:
        self.progress.expect(len(self.rows) if isinstance(self.rows, list | tuple) else self.rows.count())
        return self.progress.of(self.rows)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.rows, name)


def let_the_worker_write() -> None:
    """Have every download of a list or report of the admin, Wagtail's own included, written by the worker.

    All of them write it with this one method of Wagtail's.
    """
    write = SpreadsheetExportMixin.as_spreadsheet

    def as_spreadsheet(self: Any, queryset: Any, spreadsheet_format: str) -> HttpResponseBase:
        if progress := getattr(self.request, "progress_of_job", None):
            return write(self, CountedRows(queryset, progress), spreadsheet_format)
        title = _("Export: %(what)s") % {"what": self.get_page_title()}
        name = f"{self.get_filename()}.{spreadsheet_format}"
        about = {"path": self.request.get_full_path(), "host": self.request.get_host(), "name": name}
        return answer(self.request, start(self.request.user, write_list, title, **about))

    SpreadsheetExportMixin.as_spreadsheet = as_spreadsheet


def write_list(job: Job, progress: Progress) -> None:
    """Write what the list at an address holds for the person of a job, as that may be seen now. Raises JobFailed."""
    request: Any = request_of(job)
    request.progress_of_job = progress
    view, arguments, named = resolve(request.path)
    try:
        response = view(request, *arguments, **named)
    except MessageFailure:  # the admin would say it on the next page
        raise JobFailed(_("You may not do this any more.")) from None
    if not getattr(response, "streaming", False):
        raise JobFailed(_("You may not do this any more."))
    keep_file(job, job.arguments["name"], b"".join(response.streaming_content))


def request_of(job: Job) -> HttpRequest:
    """Return the request of a person for the address of a job."""
    address = urlsplit(job.arguments["path"])
    request = HttpRequest()
    request.method, request.user = "GET", job.user
    request.path = request.path_info = address.path
    request.GET = QueryDict(address.query)
    request.META = {"HTTP_HOST": job.arguments["host"]}
    request.resolver_match = resolve(address.path)
    return request
