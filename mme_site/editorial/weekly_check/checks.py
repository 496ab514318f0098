"""The look at all that is live: every hour a little, so that each is asked once a week and nobody waits for it."""

import datetime
import itertools
from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Page

from mme_site.core.querysets import SitePageQuerySet
from mme_site.editorial.weekly_check.models import PageCheck
from mme_site.files.models import FileUse, SiteDocument, SiteImage, owner_columns
from mme_site.files.readers import public_records
from mme_site.pages.validation.problems import Severity
from mme_site.pages.validation.rules import problems_of
from mme_site.pages.validation.subject import Subject
from mme_site.publishing.schedule_store import draftable_snippets

WEEK = datetime.timedelta(days=7)
AT_ONCE = 60  # pages, records and files in an hour; a week has room for 10,000
SERIOUS = (Severity.ERROR, Severity.WARNING)


def check_due_items() -> int:
    """Ask what was not asked for a week, pages before records and files; return how many."""
    delete_checks_of_unpublished()
    found = list(itertools.islice(due(), AT_ONCE))
    for item in found:
        check(item)
    return len(found)


def live_records() -> list[QuerySet[Any]]:
    """Return the records with drafts that readers see, and the files and pictures that something live uses."""
    is_live = Q(page__live=True) | ~Q(record_type=None)
    files = [
        model.objects.filter(Exists(FileUse.objects.filter(is_live, **{name: OuterRef("pk")})), **live)
        for model, name, live in ((SiteDocument, "document", {"live": True}), (SiteImage, "image", {}))
    ]
    return [*map(public_records, draftable_snippets()), *files]


def due() -> Iterator[Any]:
    recent = PageCheck.objects.filter(checked_at__gt=timezone.now() - WEEK)
    pages = SitePageQuerySet(Page).live().filter(depth__gt=1).order_by("last_published_at", "pk")
    yield from pages.filter(~Exists(recent.filter(page=OuterRef("pk")))).specific()[:AT_ONCE]
    for records in live_records():
        seen = recent.filter(record_type=type_of(records.model), record_id=OuterRef("key"))
        keyed = records.annotate(key=Cast("pk", CharField())).order_by("pk")
        yield from keyed.filter(~Exists(seen))[:AT_ONCE]


def delete_checks_of_unpublished() -> None:
    """Take off the desk what readers no longer see."""
    PageCheck.objects.filter(page__live=False).delete()
    checks = PageCheck.objects.filter(page=None)
    for records in live_records():
        live = records.annotate(key=Cast("pk", CharField())).order_by().values("key")
        checks.filter(record_type=type_of(records.model)).exclude(record_id__in=live).delete()


def type_of(model: type[Model]) -> ContentType:
    return ContentType.objects.get_for_model(model)


def check(item: Any) -> None:
    """Ask one page, record or file, and write down what readers would notice of it today."""
    is_file = isinstance(item, SiteDocument | SiteImage)  # rules of texts are about what editors write on pages
    problems = problems_of(Subject(item), lambda rule: not is_file or rule.model is not Model)
    found = [str(problem) for problem in problems if problem.severity in SERIOUS]
    PageCheck.objects.update_or_create(
        **owner_columns(item), defaults={"checked_at": timezone.now(), "problems": found}
    )


def check_again(instance: Any, **_signal: Any) -> None:
    """Ask again what was just changed, where something stands on the desk."""
    noted = PageCheck.objects.filter(**owner_columns(instance)).exclude(problems=[])
    if getattr(instance, "live", True) and noted.exists():
        stored = type(instance)._default_manager.get(pk=instance.pk)
        check(stored.specific if isinstance(stored, Page) else stored)
