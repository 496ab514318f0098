"""The feed itself, which calendars read without a session, and the page on which its address is made and ended."""

import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.users.models import UserProfile

from mme_site.core.admin import RestrictedViewMixin, ScreenMixin
from mme_site.editorial.schedule_calendar.access import may_publish_something, visible_to
from mme_site.editorial.schedule_calendar.feed.ical import calendar_of
from mme_site.editorial.schedule_calendar.feed.models import CalendarFeed
from mme_site.editorial.schedule_calendar.media import MEDIA
from mme_site.editorial.schedule_calendar.schedule_rows import prefetch_for_rows, rows
from mme_site.publishing.schedule import Schedule

FEED_LOOKBACK = datetime.timedelta(days=30)
MAX_EVENTS = 2000  # what a calendar reads without trouble; the nearest hours come first


@require_safe
@cache_control(private=True, no_store=True)
def calendar_feed(request, token):
    """Answer with the schedules that the owner of this address may see now; 404 for everybody else."""
    feed = CalendarFeed.of_token(token)
    if feed is None or not may_publish_something(feed.user):
        raise Http404
    profile = UserProfile.get_for_user(feed.user)
    zone = ZoneInfo(profile.current_time_zone or settings.TIME_ZONE)
    with translation.override(profile.get_preferred_language()), timezone.override(zone):
        content = calendar_of(rows(schedules_for(feed.user), feed.user, timezone.now()))
    headers = {
        "Content-Disposition": 'inline; filename="publishing-timeline.ics"',
        "X-Robots-Tag": "noindex, nofollow",
        "Referrer-Policy": "no-referrer",
    }
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def schedules_for(user):
    """Return what a person's calendar shows: the next hours before the last ones, where there are too many."""
    now = timezone.now()
    seen = visible_to(user)
    ahead = seen.filter(due_at__gte=now).order_by("due_at", "pk").values_list("pk", flat=True)[:MAX_EVENTS]
    past = seen.filter(due_at__lt=now, due_at__gte=now - FEED_LOOKBACK).order_by("-due_at", "-pk")
    nearest = [*ahead, *past.values_list("pk", flat=True)[:MAX_EVENTS]][:MAX_EVENTS]
    return prefetch_for_rows(Schedule.objects.filter(pk__in=nearest).order_by("due_at", "pk"))


@method_decorator(cache_control(private=True, no_store=True), name="dispatch")
class CalendarAddressView(RestrictedViewMixin, ScreenMixin, TemplateView):
    """Make, renew and end the secret address. It is shown once, in the answer to the click that made it."""

    may_use = staticmethod(may_publish_something)
    template_name = "schedule_calendar/calendar_address.html"
    page_title = gettext_lazy("Timeline in your calendar")
    header_icon = "calendar-check"
    screens_above = [(gettext_lazy("Publishing timeline"), reverse_lazy("publishing_timeline"))]

    def post(self, request):
        if "end" in request.POST:
            CalendarFeed.objects.filter(user=request.user).delete()
            messages.success(request, _("The address no longer works. Calendars that use it get no more updates."))
            return redirect("publishing_calendar_address")
        path = reverse("publishing_calendar_feed", args=[CalendarFeed.renew(request.user)])
        return self.render_to_response(self.get_context_data(address=f"{settings.SITE_URL}{path}"))

    def get_context_data(self, **kwargs):
        feed = CalendarFeed.objects.filter(user=self.request.user).first()
        return super().get_context_data(feed=feed, media=MEDIA, **kwargs)
