"""What the pictures of the admin show beside the shipped content: examples, each called one."""

import datetime
import json

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Page

from home.models import PartnershipPage, StandardPage
from meetings.models import DocumentPage, MeetingIndexPage, MeetingPage
from mme_site.editorial.users.models import RoleGroup

SOON = datetime.timedelta(seconds=3)
DAY = datetime.timedelta(days=1)
ENGLISH = {"locale__language_code": "en"}


def arrange(password):
    """Make accounts, drafts, schedules and something that was deleted; print the addresses of their forms as JSON."""
    editor, publisher = account("Editor", password), account("Publisher", password)
    home = PartnershipPage.objects.get(**ENGLISH)

    meeting = add_meeting("Example meeting", editor)
    workshop = add_meeting("Example workshop", editor)
    first = workshop.get_latest_revision()
    workshop.title, workshop.summary = "Example workshop on skills", "An example: two days on skills and recognition."
    workshop.end_date, workshop.city = workshop.start_date + DAY, "Example city"
    second = workshop.save_revision(user=publisher)

    sent_in = add(StandardPage(title="Example page on mobility", slug="example-mobility"), home, editor)
    sent_in.get_workflow().start(sent_in, editor)

    # The publisher of the site makes the first one live while other pictures are taken.
    for title, due in (("Example statement", SOON), ("Example notice", 2 * DAY), ("Example report", 9 * DAY)):
        page = add(StandardPage(title=title, slug=slugify(title)), home, editor)
        page.go_live_at = timezone.now() + due
        page.save_revision(user=publisher).publish(user=publisher)
    page = add(StandardPage(title="Example announcement", slug="example-announcement"), home, editor)
    page.expire_at = timezone.now() + 5 * DAY
    page.save_revision(user=publisher).publish(user=publisher)

    deleted = add(StandardPage(title="Example page of last year", slug="example-last-year"), home, editor)
    deleted.save_revision(user=publisher).publish(user=publisher)

    summit = MeetingPage.objects.get(slug="summit-4-brussels-2014", **ENGLISH)
    named = {
        "summit": summit,
        "meeting": meeting,
        "workshop": workshop,
        "declaration": DocumentPage.objects.get(slug="tripoli-declaration-2006", **ENGLISH),
        "members": Page.objects.get(slug="members", **ENGLISH),
        "to delete": deleted,
    }
    forms = {name: f"/admin/pages/{page.pk}/" for name, page in named.items()}
    forms["comparison"] = f"/admin/pages/{workshop.pk}/revisions/compare/{first.pk}...{second.pk}/"
    print(json.dumps(forms))


def account(role, password):
    """Make an account with a role, called by it."""
    name = role.lower()
    user = get_user_model().objects.create_user(
        name, f"{name}@example.org", password, first_name="Example", last_name=role
    )
    user.groups.add(RoleGroup.objects.get(role=f"{name}s").group)
    return user


def add(page, parent, user):
    """Add a draft below a page."""
    page.live, page.summary = False, "An example: one day on skills."
    parent.add_child(instance=page)
    page.save_revision(user=user)
    return page


def add_meeting(title, user):
    """Add the draft of a meeting that is to come."""
    page = MeetingPage(
        title=title,
        slug=slugify(title),
        kind="workshop",
        status="planned",
        start_date=datetime.date(2027, 5, 12),
    )
    return add(page, MeetingIndexPage.objects.get(**ENGLISH), user)
