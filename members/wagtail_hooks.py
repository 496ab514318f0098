"""Members and bodies in the admin menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from members.models import Body, Member
from mme_site.publishing.notices.hours import ScheduleColumn


class MemberViewSet(SnippetViewSet):
    model = Member
    icon = "group"
    menu_label = _("Members")
    list_display = ["name_en", "code", "region", "live", ScheduleColumn("schedule", label=_("Scheduled"))]
    list_filter = ["region", "live"]
    search_backend_name = None  # the database finds parts of a name in every language; the index, English words only
    search_fields = ["name_en", "name_fr", "name_pt", "name_ar", "code"]
    ordering = ["name_en"]
    list_per_page = 100
    chooser_per_page = 100


class BodyViewSet(SnippetViewSet):
    model = Body
    icon = "globe"
    menu_label = _("Bodies")
    list_display = ["code", "name_en", "kind"]
    list_filter = ["kind"]


@register_snippet
class MembersGroup(SnippetViewSetGroup):
    items = (MemberViewSet, BodyViewSet)
    menu_label = _("Members")
    menu_icon = "group"
    menu_order = 210
