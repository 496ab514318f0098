"""Where the weekly check joins the worker and the desk."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail import hooks

from mme_site.core.dates import format_date
from mme_site.core.languages import labelled
from mme_site.core.sources import CheckedFact
from mme_site.editorial.weekly_check.checks import check_again, check_due_items
from mme_site.editorial.weekly_check.panels import FailedChecksPanel
from mme_site.files.models import SiteDocument, SiteImage
from mme_site.pages.validation.problems import Problem, warning
from mme_site.pages.validation.rules import Rule
from mme_site.pages.validation.subject import Subject

hooks.register("every_hour", check_due_items)


def review_is_due(subject: Subject) -> Iterator[Problem]:
    """A page that somebody wanted to be looked at again, on a day that has come."""
    if text := what_is_due(subject.item):
        yield warning(text, "review_on", label=_("Next review"))


def review_of_line_is_due(subject: Subject) -> Iterator[Problem]:
    """A record with a line, such as a period of a member, that somebody wanted to be looked at again."""
    for relation in get_all_child_relations(subject.item):
        if issubclass(relation.related_model, CheckedFact):
            for line in subject.lines(relation.get_accessor_name()):
                if text := what_is_due(line):
                    yield warning(labelled(line, text), label=_("Next review"))


def what_is_due(fact: CheckedFact) -> str:
    """Return that the day of the next review of a fact has come; empty where it has not."""
    if not fact.review_on or fact.review_on > timezone.localdate():
        return ""
    return _("The day of its next review has come: %(date)s.") % {"date": format_date(fact.review_on)}


def file_is_there(subject: Subject) -> Iterator[Problem]:
    """A file or picture whose bytes are gone from the store: every link to it is dead."""
    stored = subject.item.file
    if not stored.storage.exists(stored.name):
        yield warning(_("The file itself is missing. Upload it again."), "file", label=_("File"))


def picture_has_words(subject: Subject) -> Iterator[Problem]:
    """A picture without words for those who do not see it."""
    if not subject.item.default_alt_text:
        text = _("It has no description. Who does not see it is told nothing where a page says nothing of its own.")
        yield warning(text, "description", label=_("Description"))


@hooks.register("register_content_rules")
def rules() -> list[Rule]:
    return [
        Rule(review_is_due, CheckedFact, in_preflight=False),
        Rule(review_of_line_is_due, ClusterableModel, in_preflight=False),
        *(Rule(file_is_there, model, in_preflight=False) for model in (SiteDocument, SiteImage)),
        Rule(picture_has_words, SiteImage, in_preflight=False),
    ]


@hooks.register("construct_homepage_panels")
def panel(_request: HttpRequest, panels: list[Any]) -> None:
    panels.append(FailedChecksPanel())


@hooks.register("after_publish_page")
@hooks.register("after_publish")
@hooks.register("after_edit_snippet")
def check_again_after_edit(_request: HttpRequest, item: Any) -> None:
    check_again(item)
