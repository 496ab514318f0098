"""What an editor sees of a job: how far it is, a way to cancel it, and what came of it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from mme_site.core.admin import by_button
from mme_site.editorial.jobs.models import Job
from mme_site.editorial.jobs.progress import forget, request_cancel, steps_of


class OwnJobMixin(View):
    """A view of one job, for nobody but who asked for it."""

    job: Job

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            raise PermissionDenied
        self.job = get_object_or_404(Job, pk=kwargs["pk"], user=request.user)
        return super().dispatch(request, *args, **kwargs)


class JobView(OwnJobMixin, WagtailAdminTemplateMixin, TemplateView):
    """How far it is; where its result is shown elsewhere, the way there once it is done."""

    template_name = "jobs/job.html"
    header_icon = "time"

    def get_page_title(self) -> str:
        return self.job.title

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.accepts("application/json") and not request.accepts("text/html"):
            done, steps = steps_of(self.job)
            return JsonResponse({"open": self.job.is_open, "done": done, "steps": steps})
        if self.job.is_done and self.job.address:
            return redirect_to_result(request, self.job)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        done, steps = steps_of(self.job)
        return super().get_context_data(job=self.job, done=done, steps=steps, **kwargs)


@method_decorator(by_button, name="dispatch")
class CancelJobView(OwnJobMixin):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.job.is_open:
            request_cancel(self.job)
            self.job.refresh_from_db()
            if not self.job.is_open:  # it has ended meanwhile, and nobody would take the wish away
                forget(self.job)
        return redirect("job", pk)


class JobFileView(OwnJobMixin):
    """The file that a job has written."""

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        return file_of(self.job)


def file_of(job: Job) -> FileResponse:
    """Return a job's file as a download; raise Http404 where there is none any more."""
    try:
        return FileResponse(job.file.open("rb"), as_attachment=True, filename=job.file_name)
    except (OSError, ValueError):
        raise Http404 from None


def answer(request: HttpRequest, job: Job) -> HttpResponseBase:
    """Return what follows a job that was just asked for: its result, or the page that shows how far it is."""
    if job.is_done and job.file:
        return file_of(job)
    if job.is_done and job.address:
        return redirect_to_result(request, job)
    return redirect(reverse("job", args=[job.pk]))


def redirect_to_result(request: HttpRequest, job: Job) -> HttpResponse:
    """Go where a job's result is, and say what it left to be said: (level, text, lines)."""
    for level, text, lines in job.result.get("messages", []):
        listed = format_html_join("", '<li dir="auto">{}</li>', ((line,) for line in lines))
        say = {"success": messages.success, "warning": messages.warning, "error": messages.error}[level]
        say(request, format_html("{}<ul>{}</ul>", text, listed) if lines else text)
    return redirect(job.address)
