"""Where the pre-flight joins Wagtail's admin and the publisher."""

from django.utils import timezone
from wagtail import hooks
from wagtail.models import DraftStateMixin

from mme_site.editorial.preflight.before_due import check_before_hour, due_checks
from mme_site.editorial.preflight.file_warnings import warn_of_files
from mme_site.editorial.preflight.problems import PreflightContext, links_to_what_is_not_public
from mme_site.pages.validation.problems import warning
from mme_site.pages.validation.rules import Rule


@hooks.register("register_content_rules")
def links_of_drafts():
    """The pre-flight asks about the hour of the schedule; the editor's checks, about its hour or now."""
    return [Rule(links_that_readers_cannot_open, DraftStateMixin, in_preflight=False)]


def links_that_readers_cannot_open(subject):
    """Links to pages, members and files that are drafts, private or gone."""
    hour = max(filter(None, [subject.item.go_live_at, timezone.now()]))
    for found in links_to_what_is_not_public(PreflightContext(None, subject.item, hour)):
        yield warning(**found)


for moment in ("after_create_page", "after_edit_page", "after_create_snippet", "after_edit_snippet"):
    hooks.register(moment, warn_of_files)


@hooks.register("every_publisher_check")
def enqueue_checks_before_due():
    """Ask for the checks before the hour, which may take long, where there are any."""
    if due_checks(timezone.now()):
        check_before_hour.enqueue()
