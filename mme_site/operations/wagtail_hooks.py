"""What the worker does for operators from time to time."""

import datetime

from django.conf import settings
from django_tasks import task
from wagtail import hooks

from mme_site.operations.backup import making

A_NIGHT = datetime.timedelta(hours=23)


@hooks.register("every_hour")
def back_up_each_day():
    if settings.BACKUP_DIR and is_due():
        back_up.enqueue()


def is_due():
    """Return True where the newest whole backup is of yesterday, or there is none."""
    age = making.age_of_newest(settings.BACKUP_DIR)
    return age is None or age > A_NIGHT


@task()
def back_up():
    """Make a backup in the worker, unless another try has made one meanwhile."""
    if is_due():
        making.make(settings.BACKUP_DIR, settings.BACKUP_KEY)
