"""Which rules there are, and who asks them."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail import hooks

from mme_site.pages.validation.problems import ORDER, Problem, Severity, information
from mme_site.pages.validation.subject import Subject

HOOK = "register_content_rules"
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rule:
    """A function of a Subject that yields Problems, and the model whose objects it is about.

    Only one that `stops` may find errors; it is asked at each publication, and has to be quick.
    What it finds within one record is wrong at any time. One that compares it with others
    (`compares`) is asked when it is published: a draft may well begin as a copy. A rule that
    the pre-flight has by itself, because it depends on the hour, is not asked there again.
    """

    check: Callable[[Subject], Iterable[Problem]]
    model: type
    stops: bool = False
    compares: bool = False
    in_preflight: bool = True


class ContentRefused(ValidationError):
    """What was to be published has errors; the rest of the site has changed since its form was looked at."""

    def __init__(self, item: Model, problems: list[Problem]) -> None:
        self.item, self.problems = item, problems
        by_field: dict[str, list[str]] = {}
        for problem in problems:
            by_field.setdefault(problem.field or NON_FIELD_ERRORS, []).append(problem.text)
        super().__init__(by_field)


def rules_for(item: Model) -> list[Rule]:
    """Return the rules about a kind of page or record."""
    return [rule for rules in hooks.get_hooks(HOOK) for rule in rules() if isinstance(item, rule.model)]


def problems_of(subject: Subject, wanted: Callable[[Rule], bool] = lambda rule: True) -> list[Problem]:
    """Return what the wanted rules find, the worst first, each once.

    A rule that fails on what it reads stops nothing: it says so itself.
    """
    found: dict[Problem, None] = {}
    for rule in rules_for(subject.item):
        if wanted(rule):
            found.update(dict.fromkeys(apply_rule(rule, subject)))
    return sorted(found, key=lambda problem: ORDER.index(problem.severity))


def apply_rule(rule: Rule, subject: Subject) -> list[Problem]:
    """Return what one rule finds, or that it could not be run."""
    try:
        return list(rule.check(subject))
    except Exception:  # whatever a rule raises is told, and keeps nobody from saving
        logger.exception("%s failed on %r.", rule.check.__name__, subject.item)
        return [information(_("One of the checks could not be run. Tell your system administrators."))]


def errors_of(subject: Subject, *, publishing: bool) -> list[Problem]:
    """Return the errors alone; those among several records only where it is to be published."""
    found = problems_of(subject, lambda rule: rule.stops and (publishing or not rule.compares))
    return [problem for problem in found if problem.severity == Severity.ERROR]


def raise_for_errors(item: Model) -> None:
    """Raise ContentRefused where a page or record has an error, compared with what is published at this moment."""
    if found := errors_of(Subject(item), publishing=True):
        raise ContentRefused(item, found)
