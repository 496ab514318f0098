"""What an editor is told after saving or scheduling: the hours, with their zones, and what would go wrong."""

import datetime

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import DraftStateMixin, WorkflowState

from mme_site.core import time_zones
from mme_site.editorial.preflight.problems import Severity, problems, serious
from mme_site.publishing.schedule import Schedule, ScheduleStatus

MAX_SHOWN = 20
JUST_NOW = datetime.timedelta(seconds=10)


def after_publishing(request, item):
    """Say when what was just published or scheduled goes live and comes down, and what is wrong with it by then."""
    if show_schedule(request, item):
        return
    item = type(item).objects.get(pk=item.pk)
    if item.live and item.expire_at:
        show_hours(request, _("Published."), None, item.expire_at)


def show_missed(request, item):
    """Say that the version that was to be published should have come down already; return whether that is so."""
    missed = Schedule.objects.of(item).filter(status=ScheduleStatus.MISSED, finished_by=request.user)
    schedule = missed.filter(finished_at__gte=timezone.now() - JUST_NOW).order_by("-pk").first()
    if schedule:
        text = _("Not published, its time had passed: %(title)s") % {"title": schedule.title}
        messages.warning(request, f"{text}. {schedule.reason}")
    return schedule is not None


def show_schedule(request, item):
    """Say the hours and the problems of the version that is scheduled; return whether there is one."""
    if show_missed(request, item):
        return True
    revision = item.revisions.filter(approved_go_live_at__isnull=False).order_by("-approved_go_live_at").first()
    if revision:
        scheduled = revision.as_object()
        show_hours(request, _("Scheduled."), revision.approved_go_live_at, scheduled.expire_at)
        show_problems(request, problems(revision))
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
    show_hours(request, text % {"hour": hour}, item.go_live_at, item.expire_at if changed_expiry else None)


def is_plain_saving(request):
    """Return True where a draft was saved by hand: not published, not submitted, not saved by itself in between."""
    has_action = any(name.startswith("action-") for name in request.POST)
    return request.method == "POST" and request.accepts("text/html") and not has_action


def show_hours(request, opening, go_live_at, expire_at):
    """Give the hours of a schedule in every zone; those that are missing are left out."""
    lines = [opening]
    if go_live_at and go_live_at > timezone.now():
        lines.append(_("Goes live: %(hour)s.") % {"hour": time_zones.in_zones(go_live_at)})
    if expire_at:
        lines.append(_("Comes down: %(hour)s.") % {"hour": time_zones.in_zones(expire_at)})
    messages.info(request, " ".join(lines))


def show_problems(request, found):
    """List what the pre-flight found, the worst first, in one message."""
    if not found:
        return
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
    message = format_html("{}<ul>{}</ul>", opening, lines)
    if any(problem.severity == Severity.ERROR for problem in found):
        messages.error(request, message)
    elif grave:
        messages.warning(request, message)
    else:
        messages.info(request, message)
