"""What an editor is told after an action: what was done, the hours with their zones, and what would go wrong.

One message in all. Where one of these says what was done, Wagtail's own is left out.
"""

import datetime

from django.contrib.messages import ERROR as GRAVE
from django.contrib.messages import SUCCESS, WARNING, add_message, get_messages
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.utils import get_user_display_name
from wagtail.models import DraftStateMixin, WorkflowState

from mme_site.core import time_zones
from mme_site.core.admin_titles import admin_title
from mme_site.editorial.preflight.problems import Severity, problems, serious
from mme_site.publishing.schedule import Schedule, ScheduleStatus

MAX_SHOWN = 20
JUST_NOW = datetime.timedelta(seconds=10)
WHAT_WAS_DONE = "what-was-done"  # marks a message that says more than Wagtail's own


def in_one_message(request):
    """Put what was said of an action into one message, what was done first, at the level of the gravest."""
    if not request.accepts("text/html"):  # autosave has nobody who would read it
        return
    said = list(get_messages(request))
    if any(WHAT_WAS_DONE in message.tags for message in said):
        said = [message for message in said if message.level != SUCCESS or WHAT_WAS_DONE in message.tags]
    said.sort(key=lambda message: WHAT_WAS_DONE not in message.tags and message.level != SUCCESS)
    if said:
        html = format_html_join("", "<div>{}</div>", ((message.message,) for message in said))
        add_message(request, max(message.level for message in said), html if len(said) > 1 else said[0].message)


def add_item_message(request, sentence, item, level=SUCCESS):
    """Say what was done with a page or record, with the ways to it."""
    buttons = []
    if item.live and getattr(item, "url", None):
        buttons.append(messages.button(item.url, _("View live"), new_window=False))
    if edit := AdminURLFinder(request.user).get_edit_url(item):
        buttons.append(messages.button(edit, _("Edit")))
    add_message(request, level, messages.render(sentence, buttons), extra_tags=WHAT_WAS_DONE)


def after_publishing(request, item):
    """Say when what was just published or scheduled goes live and comes down, and what is wrong with it by then."""
    if show_schedule(request, item):
        return
    item = type(item).objects.get(pk=item.pk)
    if item.live and item.expire_at:
        add_item_message(request, with_hours(_("“%(title)s” is published."), item, None, item.expire_at), item)


def after_review(request, item, action):
    """Say what became of what was approved or sent back."""
    item = type(item).objects.get(pk=item.pk)
    if action == "reject":
        state = item.current_workflow_state
        person = state and state.requested_by
        sentence = _("“%(title)s” is sent back to %(person)s.") if person else _("“%(title)s” is sent back.")
        names = {"title": admin_title(item), "person": get_user_display_name(person) if person else ""}
        add_item_message(request, sentence % names, item)
    elif task := item.current_workflow_task:
        names = {"title": admin_title(item), "task": task.name}
        add_item_message(request, _("“%(title)s” is approved, and waits for: %(task)s.") % names, item)
    elif not show_schedule(request, item, _("“%(title)s” is approved and scheduled.")) and item.live:
        sentence = _("“%(title)s” is approved and published.")
        add_item_message(request, with_hours(sentence, item, None, item.expire_at), item)


def show_missed(request, item):
    """Say that the version that was to be published should have come down already; return whether that is so."""
    missed = Schedule.objects.of(item).filter(status=ScheduleStatus.MISSED, finished_by=request.user)
    schedule = missed.filter(finished_at__gte=timezone.now() - JUST_NOW).order_by("-pk").first()
    if schedule:
        text = _("Not published, its time had passed: %(title)s") % {"title": schedule.title}
        add_item_message(request, f"{text}. {schedule.reason}", item, WARNING)
    return schedule is not None


def show_schedule(request, item, sentence=None):
    """Say the hours and the problems of the version that is scheduled; return whether there is one."""
    if show_missed(request, item):
        return True
    revision = item.revisions.filter(approved_go_live_at__isnull=False).order_by("-approved_go_live_at").first()
    if revision:
        scheduled = revision.as_object()
        sentence = sentence or _("“%(title)s” is scheduled.")
        hours = with_hours(sentence, scheduled, revision.approved_go_live_at, scheduled.expire_at)
        level, found = problems_message(problems(revision))
        add_item_message(request, format_html("{} {}", hours, found), item, level)
    return revision is not None


def show_comment(request, item):
    """Say above the form of what was sent back why, and by whom."""
    state = getattr(item, "current_workflow_state", None)
    task = state and state.current_task_state
    if not task or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return
    said = {"person": task.finished_by.get_full_name() or task.finished_by.username} if task.finished_by else {}
    opening = _("Sent back by %(person)s.") % said if said else _("Sent back.")
    messages.warning(
        request, format_html('{} <q dir="auto">{}</q>', opening, task.comment) if task.comment else opening
    )


def after_saving(request, item):
    """Say that the dates of a draft are not in effect yet (fault o)."""
    if not isinstance(item, DraftStateMixin) or not is_plain_saving(request):
        return
    public = type(item).objects.get(pk=item.pk)
    stays_until = public.expire_at if public.live else None
    changed_expiry = item.expire_at != stays_until
    if not item.go_live_at and not changed_expiry:
        return
    note = _("These times are not in effect yet: they count once this version is scheduled or published.")
    if not changed_expiry or not public.live:
        text = note
    elif stays_until:
        text = note + " " + _("Until then the published version comes down at %(hour)s.")
    else:
        text = note + " " + _("Until then the published version has no expiry.")
    hour = time_zones.in_zones(stays_until) if stays_until else ""
    messages.info(
        request, with_hours(text % {"hour": hour}, item, item.go_live_at, item.expire_at if changed_expiry else None)
    )


def is_plain_saving(request):
    """Return True where a draft was saved by hand: not published, not submitted, not saved by itself in between."""
    has_action = any(name.startswith("action-") for name in request.POST)
    return request.method == "POST" and request.accepts("text/html") and not has_action


def with_hours(opening, item, go_live_at, expire_at):
    """Return an opening and the hours of a schedule in every zone; those that are missing are left out."""
    lines = [opening % {"title": admin_title(item)}]
    if go_live_at and go_live_at > timezone.now():
        lines.append(_("Goes live: %(hour)s.") % {"hour": time_zones.in_zones(go_live_at)})
    if expire_at:
        lines.append(_("Comes down: %(hour)s.") % {"hour": time_zones.in_zones(expire_at)})
    return " ".join(lines)


def problems_message(found):
    """Return the level of what the pre-flight found, and a list of it, the worst first."""
    if not found:
        return SUCCESS, ""
    grave = serious(found)
    if grave:
        opening = ngettext(
            "As things are, %(number)d thing will be wrong at that time:",
            "As things are, %(number)d things will be wrong at that time:",
            len(grave),
        ) % {"number": len(grave)}
    else:
        opening = _("Good to know for that time:")
    line = "<li>{} ({})</li>" if grave else "<li>{}</li>"
    lines = format_html_join("", line, ((problem, problem.severity.label) for problem in found[:MAX_SHOWN]))
    is_error = any(problem.severity == Severity.ERROR for problem in found)
    return GRAVE if is_error else WARNING if grave else SUCCESS, format_html("{}<ul>{}</ul>", opening, lines)
