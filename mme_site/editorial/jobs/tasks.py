"""Asking for a job, and doing it in the worker."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from django.db import OperationalError, transaction
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.log_actions import LogContext

from mme_site.editorial.jobs.models import Job, JobStatus
from mme_site.editorial.jobs.progress import Cancelled, JobFailed, Progress, forget, is_cancel_asked

logger = logging.getLogger(__name__)

SECONDS_TO_WAIT = 2.0  # for a job that is done at once, before its progress is shown
SECONDS_BETWEEN_LOOKS = 0.1
MOST_ATTEMPTS = 2  # one that has ended two workers ends no third

JobFunction = Callable[[Job, Progress], None]


def start(user: Any, function: JobFunction, title: str, *, key: str = "", address: str = "", **arguments: Any) -> Job:
    """Ask for a job, and wait a moment for its end; return it as it is then.

    Its function is called in the worker, in this language and zone, as this person.
    """
    with transaction.atomic():
        job = Job.objects.create(
            user=user,
            function=f"{function.__module__}.{function.__qualname__}",
            title=title[:255],
            key=key,
            address=address,
            arguments=arguments,
            language=translation.get_language() or "en",
            time_zone=timezone.get_current_timezone_name(),
        )
        run_job.enqueue(job.pk)
    until = time.monotonic() + SECONDS_TO_WAIT
    while True:
        job.refresh_from_db()
        if not job.is_open or time.monotonic() > until:
            return job
        time.sleep(SECONDS_BETWEEN_LOOKS)  # the worker is another process, and says so in the database


def find(user: Any, key: str) -> Job | None:
    """Return the newest job of a person with this key."""
    return Job.objects.filter(user=user, key=key).order_by("-pk").first()


@task(priority=10)  # somebody waits for it
def run_job(pk: int) -> None:
    """Do a job once, and write down how it ended; nothing is raised, so that no other attempt follows."""
    job = Job.objects.filter(pk=pk).select_related("user").first()
    if job is None or not job.is_open:
        return
    with translation.override(job.language), timezone.override(job.time_zone), LogContext(user=job.user):
        if is_cancel_asked(job):
            job.end(JobStatus.CANCELLED)
            forget(job)
        elif job.attempts >= MOST_ATTEMPTS:
            job.end(JobStatus.FAILED, _("It needs more memory or time than there is. Do it in parts."))
        else:
            job.begin()
            run_function(job)


def run_function(job: Job) -> None:
    function: JobFunction = import_string(job.function)
    try:
        with Progress(job) as progress:
            function(job, progress)
    except Cancelled:
        job.end(JobStatus.CANCELLED)
    except JobFailed as reason:
        job.end(JobStatus.FAILED, str(reason))
    except OperationalError:  # the database gave another writer the turn, and took ours back
        logger.warning("Job %d was not done.", job.pk, exc_info=True)
        job.end(JobStatus.FAILED, _("Somebody else is saving at the moment. Try again."))
    except Exception:  # whatever it raises: its person is told, and the worker goes on
        logger.exception("Job %d has failed: %s", job.pk, job.function)
        job.end(JobStatus.FAILED, _("Something went wrong. Those who run the site find the reason in its log."))
    else:
        if job.is_open:
            job.end(JobStatus.DONE)


def keep_file(job: Job, name: str, data: bytes) -> None:
    """Keep what a job has written, for its person to fetch."""
    job.file_name = name
    job.file.save(f"{job.pk}", ContentFile(data), save=False)
