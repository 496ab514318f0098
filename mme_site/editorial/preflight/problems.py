"""What would be wrong with a revision, if it went live at its hour: found while there is time to mend it.

Nothing is written, and nothing is raised: a revision that cannot even be read is itself a problem.
"""

import contextlib
import logging
from dataclasses import dataclass

from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from mme_site.editorial.preflight.fields import (
    errors_of_fields,
    errors_of_inlines,
    errors_of_texts,
    lost_choices,
    lost_content,
)
from mme_site.editorial.preflight.links import links_to_what_is_not_public
from mme_site.editorial.preflight.surroundings import (
    duplicates_scheduled_later,
    order_of_dates,
    pages_above,
    versions_in_other_languages,
)
from mme_site.pages.validation.problems import Problem, Severity
from mme_site.pages.validation.rules import problems_of
from mme_site.pages.validation.subject import Subject

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class PreflightContext:
    """A revision, the object that it would make, and the moment for which it is looked at."""

    revision: object
    item: models.Model
    at: object

    @property
    def is_page(self):
        return isinstance(self.item, Page)


CHECKS = {
    errors_of_fields: Severity.ERROR,
    errors_of_inlines: Severity.ERROR,
    errors_of_texts: Severity.ERROR,
    lost_content: Severity.ERROR,
    duplicates_scheduled_later: Severity.ERROR,
    order_of_dates: Severity.ERROR,
    pages_above: Severity.ERROR,
    lost_choices: Severity.WARNING,
    links_to_what_is_not_public: Severity.WARNING,
    versions_in_other_languages: Severity.INFORMATION,
}


def problems(revision, at=None):
    """Return what is wrong with a revision as if it were published at a moment, the worst first.

    Without a moment it is the hour for which it is scheduled, and now for what is not.
    """
    now = timezone.now()
    at = max(at or revision.approved_go_live_at or now, now)
    try:
        with savepoint_if_needed():
            item = revision.as_object()
    except Exception as error:  # whatever a stored version can hold: that it cannot be read is what is found
        logger.warning("Revision %s cannot be read.", revision.pk, exc_info=error)
        return [Problem(Severity.ERROR, unreadable(error))]
    context = PreflightContext(revision, item, at)
    found = [Problem(severity, **found) for check, severity in CHECKS.items() for found in run_check(check, context)]
    by_rules = problems_of(Subject(item), lambda rule: rule.in_preflight)
    return sorted([*found, *by_rules], key=lambda problem: list(Severity).index(problem.severity))


def run_check(check, context):
    """Return what one check finds; a check that fails on what it reads is itself a finding."""
    try:
        with savepoint_if_needed():
            return list(check(context))
    except Exception as error:  # of one check; the others look all the same
        logger.warning("%s failed on revision %s.", check.__name__, context.revision.pk, exc_info=error)
        return [{"text": unreadable(error)}]


def unreadable(error):
    text = _(
        "Something in this version cannot be read (%(error)s). Open it in the editor, correct it and schedule it again."
    )
    return text % {"error": type(error).__name__}


def savepoint_if_needed():
    """Let a query that fails leave the transaction around it, if there is one, as it was."""
    return transaction.atomic() if connection.in_atomic_block else contextlib.nullcontext()


def serious(found):
    """Return the problems that somebody should act on: all but the information."""
    return [problem for problem in found if problem.severity != Severity.INFORMATION]
