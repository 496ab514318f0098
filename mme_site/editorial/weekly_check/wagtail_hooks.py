"""Where the weekly check joins the worker and the desk."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from mme_site.core.dates import format_date
from mme_site.core.sources import CheckedFact
from mme_site.editorial.weekly_check.looking import check, check_some
from mme_site.editorial.weekly_check.models import PageCheck
from mme_site.editorial.weekly_check.panels import NoLongerHoldsPanel
from mme_site.pages.validation.problems import Problem, warning
from mme_site.pages.validation.rules import Rule
from mme_site.pages.validation.subject import Subject

hooks.register("every_hour", check_some)


def review_is_due(subject: Subject) -> Iterator[Problem]:
    """A page that somebody wanted to be looked at again, on a day that has come."""
    day = subject.item.review_on
    if day and day <= timezone.localdate():
        text = _("The day of its next review has come: %(date)s.") % {"date": format_date(day)}
        yield warning(text, "review_on", label=_("Next review"))


@hooks.register("register_content_rules")
def rules() -> list[Rule]:
    return [Rule(review_is_due, CheckedFact, in_preflight=False)]


@hooks.register("construct_homepage_panels")
def panel(_request: HttpRequest, panels: list[Any]) -> None:
    panels.append(NoLongerHoldsPanel())


@hooks.register("after_publish_page")
def what_was_mended_is_off_the_desk(_request: HttpRequest, page: Page) -> None:
    if page.live and PageCheck.objects.filter(page=page.pk).exclude(problems=[]).exists():
        check(Page.objects.get(pk=page.pk).specific)
