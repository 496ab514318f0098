"""The look at live pages: every hour a few, so that each is asked once a week and nobody waits for it."""

import datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone
from wagtail.models import Page

from mme_site.core.querysets import SitePageQuerySet
from mme_site.editorial.weekly_check.models import PageCheck
from mme_site.pages.validation.problems import Severity
from mme_site.pages.validation.rules import problems_of
from mme_site.pages.validation.subject import Subject

WEEK = datetime.timedelta(days=7)
AT_ONCE = 60  # pages in an hour; a week has room for 10,000
SERIOUS = (Severity.ERROR, Severity.WARNING)


def check_some() -> int:
    """Ask the pages that were not asked for a week, the longest first; return how many."""
    PageCheck.objects.filter(page__live=False).delete()
    recent = PageCheck.objects.filter(page=OuterRef("pk"), checked_at__gt=timezone.now() - WEEK)
    due = SitePageQuerySet(Page).live().filter(depth__gt=1).filter(~Exists(recent)).order_by("last_published_at", "pk")
    pages = list(due.specific()[:AT_ONCE])
    for page in pages:
        check(page)
    return len(pages)


def check(page: Page) -> None:
    """Ask one page, and write down what readers would notice of it today."""
    found = [str(problem) for problem in problems_of(Subject(page)) if problem.severity in SERIOUS]
    PageCheck.objects.update_or_create(page=page, defaults={"checked_at": timezone.now(), "problems": found})
