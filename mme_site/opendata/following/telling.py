"""Writes to those who follow: what has changed since the last message, in one message a day at most.

The message is left in the outbox in the transaction that notes what it tells, so that each change is told exactly once,
whatever fails.
"""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Site

from mme_site.core.localized import in_readers_words, localized_full_url
from mme_site.opendata.following.rules import followed
from mme_site.opendata.models import Follower, PublicRecord

MOST_LINES = 50
AT_ONCE = 900  # numbers in one query


def last_change() -> int:
    return PublicRecord.objects.order_by("-change").values_list("change", flat=True).first() or 0


def tell_followers() -> int:
    """Write to each who follows something that has changed, and return to how many."""
    Follower.objects.forget_unconfirmed()
    site, told = Site.objects.filter(is_default_site=True).select_related("root_page").first(), 0
    for key in Follower.objects.due(timezone.localdate()).values_list("pk", flat=True):
        with transaction.atomic():
            follower = Follower.objects.select_for_update().due(timezone.localdate()).filter(pk=key).first()
            told += bool(follower and tell(follower, site))
    return told


def tell(follower: Follower, site: Site | None) -> bool:
    """Write to one, unless nothing of what it follows has changed."""
    last = last_change()
    numbers = PublicRecord.objects.changed_after(follower.told).filter(is_public=True, change__lte=last)
    with translation.override(follower.language):
        found = followed(follower.address, site)
        changed = list(numbers.values_list("number", flat=True)[:AT_ONCE]) if found else []
        pages = list(found.pages.filter(pk__in=changed).localized()[: MOST_LINES + 1]) if found and changed else []
        if pages and found:
            send(follower, found.title, in_readers_words(pages))
            follower.told_on = timezone.localdate()
        follower.told = last
        follower.save(update_fields=["told", "told_on"])
    return bool(pages)


def send(follower: Follower, title: str, pages: list) -> None:
    context = {
        "title": title,
        "lines": [(page.title, localized_full_url(page)) for page in pages[:MOST_LINES]],
        "is_cut": len(pages) > MOST_LINES,
        "list_url": f"{settings.SITE_URL}{follower.address}",
        "end_url": follower.url_of("follow_end"),
    }
    subject = _("New or changed: %(title)s") % {"title": title}
    write(follower, subject, render_to_string("opendata/mail/changes.txt", context))


def ask_to_confirm(follower: Follower, title: str) -> None:
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
