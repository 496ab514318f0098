"""Schedules things as editors do, and lets the publisher come round."""

import contextlib
import datetime
import io

import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import PageLogEntry
from wagtail.signals import page_published

from mme_site.publishing.schedule import Schedule

HOUR = datetime.timedelta(hours=1)
SECOND = datetime.timedelta(seconds=1)


def in_an_hour():
    return timezone.now().replace(microsecond=0) + HOUR


def linked(page):
    """A body of text with a link to a page."""
    return [("paragraph", f'<p>See <a linktype="page" id="{page.pk}">there</a>.</p>')]


def schedule(item, go_live_at=None, expire_at=None, user=None, **changes):
    """Save these changes as a revision that goes live at its hour; return the hour and the revision.

    The item is read anew, as the editor's form does, and is itself not changed.
    """
    draft = type(item).objects.get(pk=item.pk)
    draft = draft.get_latest_revision_as_object()
    for name, value in {"go_live_at": go_live_at, "expire_at": expire_at, **changes}.items():
        setattr(draft, name, value)
    revision = draft.save_revision(user=user)
    revision.publish(user=user, skip_permission_checks=True)
    revision.refresh_from_db()
    return revision


def expiring(page, hour):
    """Publish the page as it is, to come down at this hour."""
    schedule(page, None, hour)


def corrupt(revision):
    """Make a scheduled revision one that cannot be published: it has no title any more."""
    revision.content = {**revision.content, "title": ""}
    revision.save(update_fields=["content"])


@contextlib.contextmanager
def at(moment):
    """Move the clock to a moment."""
    with time_machine.travel(moment, tick=False):
        yield


def publish_at(moment):
    """Let the publisher pass once at this moment; return what it said and whether all went well."""
    said = io.StringIO()
    with at(moment):
        try:
            call_command("publisher", "--once", stdout=said, stderr=said)
        except CommandError as error:
            return f"{said.getvalue()}{error}", False
    return said.getvalue(), True


def of(item):
    """The schedules of one item, the oldest first."""
    return list(Schedule.objects.of(item).order_by("pk"))


def history(page):
    """The names of what the page's history tells, the oldest first."""
    return list(PageLogEntry.objects.filter(page=page.pk).order_by("pk").values_list("action", flat=True))


@contextlib.contextmanager
def receiver(signal, function):
    """Connect a receiver of Wagtail's signals for a while."""
    signal.connect(function, weak=False)
    try:
        yield
    finally:
        signal.disconnect(function)


@contextlib.contextmanager
def publications():
    """Collect the primary keys of what is published, and really live, meanwhile."""
    seen = []

    def see(instance, **kwargs):
        if instance.live:
            seen.append(instance.pk)

    with receiver(page_published, see):
        yield seen


@contextlib.contextmanager
def failing_for(page, signal=page_published):
    """Let a receiver fail for one page."""

    def fail(instance, **kwargs):
        if instance.pk == page.pk:
            raise ConnectionError("the other system does not answer")

    with receiver(signal, fail):
        yield
