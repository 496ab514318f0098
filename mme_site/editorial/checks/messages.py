"""What an editor is told of warnings: after saving, and before publishing, where one click goes on."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import DraftStateMixin

from mme_site.pages.validation.problems import Severity
from mme_site.pages.validation.rules import problems_of
from mme_site.pages.validation.subject import Subject

MOST_SHOWN = 20


def serious_problems(item):
    """Return the errors and warnings of a page or record; what is only good to know is left to the panel."""
    return [problem for problem in problems_of(Subject(item)) if problem.severity != Severity.INFORMATION]


def after_saving(request, item):
    """List what readers would notice of a draft that was saved by hand."""
    by_hand = request.method == "POST" and request.accepts("text/html") and "action-publish" not in request.POST
    if not by_hand or not isinstance(item, DraftStateMixin):
        return
    if found := serious_problems(item):
        messages.warning(request, listed(_("Saved. Before it is published, look at this:"), found))


def before_publishing(request, item):
    """Return to the editor with what is new among the warnings and a button that publishes all the same; else None."""
    found = new_problems(item)
    if not found:
        return None
    revision = item.latest_revision
    button = format_html(
        '<span class="buttons"><button type="button" class="button button-small button-secondary"'
        ' data-controller="w-action" data-action="w-action#post" data-w-action-url-value="{}">{}</button></span>',
        reverse("publish_all_the_same", args=[revision.pk]),
        _("Publish all the same"),
    )
    opening = _("Saved, and not published yet. Readers would notice:")
    messages.warning(request, format_html("{}{}", listed(opening, found), button))
    return redirect(AdminURLFinder(request.user).get_edit_url(item))


def new_problems(item):
    """Return the serious problems of a draft, without those that its published version has: somebody has decided."""
    decided = set()
    if item.live:
        published = type(item)._default_manager.get(pk=item.pk)
        decided = {(problem.field, problem.text) for problem in serious_problems(published)}
    return [problem for problem in serious_problems(item) if (problem.field, problem.text) not in decided]


def listed(opening, found):
    """Return an opening and the problems as HTML."""
    lines = format_html_join("", '<li dir="auto">{}</li>', ((problem,) for problem in found[:MOST_SHOWN]))
    return format_html("{}<ul>{}</ul>", opening, lines)
