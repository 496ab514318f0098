"""What an editor is told after saving or scheduling: the hours, with their zones, and what would go wrong."""

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import DraftStateMixin

from mme_site.core import time_zones
from mme_site.editorial.preflight.problems import Severity, problems, serious

MOST_SHOWN = 20


def after_publishing(request, item):
    """Say when what was just published or scheduled goes live and comes down, and what is wrong with it by then."""
    if tell_of_schedule(request, item):
        return
    item = type(item).objects.get(pk=item.pk)
    if item.live and item.expire_at:
        tell_hours(request, _("Published."), None, item.expire_at)


def tell_of_schedule(request, item):
    """Say the hours and the problems of the version that is scheduled; return whether there is one."""
    revision = item.revisions.filter(approved_go_live_at__isnull=False).order_by("-approved_go_live_at").first()
    if revision:
        scheduled = revision.as_object()
        tell_hours(request, _("Scheduled."), revision.approved_go_live_at, scheduled.expire_at)
        tell_problems(request, problems(revision))
    return revision is not None


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
    tell_hours(request, text % {"hour": hour}, item.go_live_at, item.expire_at if changed_expiry else None)


def is_plain_saving(request):
    """Return True where a draft was saved by hand: not published, not submitted, not saved by itself in between."""
    has_action = any(name.startswith("action-") for name in request.POST)
    return request.method == "POST" and request.accepts("text/html") and not has_action


def tell_hours(request, opening, go_live_at, expire_at):
    """Give the hours of a schedule in every zone; those that are missing are left out."""
    lines = [opening]
    if go_live_at and go_live_at > timezone.now():
        lines.append(_("Goes live: %(hour)s.") % {"hour": time_zones.in_zones(go_live_at)})
    if expire_at:
        lines.append(_("Comes down: %(hour)s.") % {"hour": time_zones.in_zones(expire_at)})
    messages.info(request, " ".join(lines))


def tell_problems(request, found):
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
    lines = format_html_join("", line, ((problem, problem.severity.label) for problem in found[:MOST_SHOWN]))
    message = format_html("{}<ul>{}</ul>", opening, lines)
    if any(problem.severity == Severity.ERROR for problem in found):
        messages.error(request, message)
    elif grave:
        messages.warning(request, message)
    else:
        messages.info(request, message)
