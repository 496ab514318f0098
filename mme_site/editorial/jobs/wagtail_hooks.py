"""Addresses of jobs, and their end after some days."""

from django.urls import URLPattern, path
from wagtail import hooks

from mme_site.editorial.jobs.models import Job
from mme_site.editorial.jobs.views import CancelJobView, JobFileView, JobView


@hooks.register("register_admin_urls")
def job_urls() -> list[URLPattern]:
    return [
        path("jobs/<int:pk>/", JobView.as_view(), name="job"),
        path("jobs/<int:pk>/cancel/", CancelJobView.as_view(), name="job_cancel"),
        path("jobs/<int:pk>/file/", JobFileView.as_view(), name="job_file"),
    ]


hooks.register("every_hour", Job.objects.forget_old)
