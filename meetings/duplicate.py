"""The next meeting of a series begins as a draft with what it has in common with the last one."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from meetings.models import AgendaItem, MeetingPage
from meetings.models.kinds import MeetingStatus
from mme_site.core.admin import ScreenMixin
from mme_site.pages.slugs import free_slug

KEPT = ("kind", "series", "city", "host", "venue", "time_zone", "organisers", "locale")


def may_duplicate(user, meeting):
    return meeting.get_parent().permissions_for_user(user).can_add_subpage()


@transaction.atomic
def duplicate(meeting, user):
    """Add a draft with the place, kind, zone and agenda of a meeting, and with no dates, facts, papers or sources."""
    above = meeting.get_parent()
    number = None
    if meeting.series_id:
        last = MeetingPage.objects.filter(series=meeting.series_id).aggregate(last=Max("number"))["last"]
        number = last and last + 1
    title = _("Next after: %(title)s") % {"title": meeting.title}
    new = MeetingPage(
        title=title[:255],
        slug=free_slug(slugify(f"after-{meeting.slug}"), above),
        status=MeetingStatus.PLANNED,
        number=number,
        live=False,
        owner=user,
        **{name: getattr(meeting, name) for name in KEPT},
    )
    new.agenda_items = [
        AgendaItem(sort_order=place, number=item.number, title=item.title, locale=meeting.locale)
        for place, item in enumerate(meeting.agenda_items.all())
    ]
    above.add_child(instance=new)
    new.themes = list(meeting.themes.all())
    new.save_revision(user=user, log_action=True)
    return new


class DuplicateView(ScreenMixin, TemplateView):
    """Say what is taken over, and lead to the draft."""

    template_name = "meetings/admin/duplicate.html"
    page_title = gettext_lazy("Duplicate for the next meeting")
    header_icon = "copy"

    def setup(self, request, key):
        super().setup(request, key=key)
        self.meeting = get_object_or_404(MeetingPage, pk=key)
        if not may_duplicate(request.user, self.meeting):
            raise PermissionDenied

    def get_page_subtitle(self):
        return self.meeting.title

    def post(self, request, **_kwargs):
        new = duplicate(self.meeting, request.user)
        messages.success(request, _("The draft of the next meeting is here. Give it its title and its days."))
        return redirect("wagtailadmin_pages:edit", new.pk)
