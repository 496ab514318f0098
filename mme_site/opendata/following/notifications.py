"""Writes to those who follow: what has changed since the last message, in one message a day at most.

The message is left in the outbox in the transaction that notes what it tells, so that each change is told exactly once,
whatever fails.
"""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Model, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from mme_site.caching.content_cache import use_content_cache
from mme_site.opendata.feeds.entries import Entry, latest_entries
from mme_site.opendata.following.rules import followed
from mme_site.opendata.models import Follower, PublicRecord
from mme_site.opendata.resources import resources

MOST_LINES = 50


def last_change() -> int:
    return PublicRecord.objects.order_by("-change").values_list("change", flat=True).first() or 0


def notify_followers() -> int:
    """Write to each who follows something that has changed, and return to how many."""
    Follower.objects.forget_unconfirmed()
    site, notified = Site.objects.filter(is_default_site=True).select_related("root_page").first(), 0
    for key in Follower.objects.due(timezone.localdate()).values_list("pk", flat=True):
        with transaction.atomic(), use_content_cache():  # which asks once what is private, and not of each page
            follower = Follower.objects.select_for_update().due(timezone.localdate()).filter(pk=key).first()
            notified += bool(follower and notify(follower, site))
    return notified


def notify(follower: Follower, site: Site | None) -> bool:
    """Write to one, unless nothing of what it follows has changed."""
    last = last_change()
    changes = PublicRecord.objects.changed_after(follower.told).filter(is_public=True, change__lte=last)
    with translation.override(follower.language):
        found = followed(follower.address, site)
        entries: list[Entry] = []
        if found:
            changed = [query.filter(pk__in=numbers_of(changes, query.model)) for query in found.queries]
            entries = latest_entries(changed, None, MOST_LINES + 1)
        if entries and found:
            send(follower, found.title, entries)
            follower.told_on = timezone.localdate()
        follower.told = last
        follower.save(update_fields=["told", "told_on"])
    return bool(entries)


def numbers_of(changes: QuerySet[PublicRecord], model: type[Model]) -> QuerySet[Any]:
    """Return the numbers of changed records of a model; pages of all types have theirs in common."""
    letters = [one.letter for one in resources() if one.has_pages == issubclass(model, Page)]
    return changes.filter(letter__in=letters).order_by().values("number")


def send(follower: Follower, title: str, entries: list[Entry]) -> None:
    context = {
        "title": title,
        "lines": [(entry.title, entry.url) for entry in entries[:MOST_LINES]],
        "is_cut": len(entries) > MOST_LINES,
        "list_url": f"{settings.SITE_URL}{follower.address}",
        "end_url": follower.url_of("follow_end"),
    }
    subject = _("New or changed: %(title)s") % {"title": title}
    write(follower, subject, render_to_string("opendata/mail/changes.txt", context))


def send_confirmation(follower: Follower, title: str) -> None:
    context = {
        "title": title,
        "confirm_url": follower.url_of("follow_confirm"),
        "end_url": follower.url_of("follow_end"),
    }
    subject = _("Confirm that you want to follow: %(title)s") % {"title": title}
    write(follower, subject, render_to_string("opendata/mail/confirm.txt", context))


def write(follower: Follower, subject: str, text: str) -> None:
    """Leave a message in the outbox, which a mail program can end by one click (RFC 8058)."""
    headers = {
        "List-Unsubscribe": f"<{follower.url_of('follow_end')}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    EmailMessage(" ".join(subject.split()), text, None, [follower.email], headers=headers).send()
