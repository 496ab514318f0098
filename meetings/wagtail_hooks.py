"""Series in the admin menu, and a member's meetings on its page."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from meetings.models import MeetingPage, MeetingSeries


@register_snippet
class MeetingSeriesViewSet(SnippetViewSet):
    model = MeetingSeries
    icon = "calendar-alt"
    menu_label = _("Series of meetings")
    menu_order = 220
    add_to_admin_menu = True
    list_display = ["name_en", "slug"]


@hooks.register("member_sections")
def hosted_meetings(member, page, request):
    """Show the published meetings of the partnership that a member hosted, on its page."""
    meetings = page.within_partnership(MeetingPage.objects.live().public()).filter(host=member)
    return {
        "template": "meetings/sections/hosted.html",
        "meetings": meetings.not_called_off().latest_first().for_listing(),
    }
