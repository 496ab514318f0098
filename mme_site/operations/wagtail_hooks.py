"""What the worker does for operators from time to time."""

import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django_tasks import task
from wagtail import hooks

from mme_site.operations.backup import making

A_NIGHT = datetime.timedelta(hours=23)


@hooks.register("every_hour")
def back_up_each_day():
    if settings.BACKUP_DIR and is_due():
        back_up.enqueue()


def is_due():
    """Return True where the newest backup is of yesterday, or there is none."""
    moments = [file.stat().st_mtime for file in Path(settings.BACKUP_DIR).glob("mme-*.tar*")]
    return not moments or timezone.now().timestamp() - max(moments) > A_NIGHT.total_seconds()


@task()
def back_up():
    """Make a backup in the worker."""
    making.make(settings.BACKUP_DIR, settings.BACKUP_KEY)
