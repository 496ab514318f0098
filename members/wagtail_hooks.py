"""Members and bodies in the admin menu, and what the search calls bodies."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from members.admin_listing import LIST_DISPLAY, MemberFilters, MemberIndexView
from members.answers import answer
from members.import_export import MemberResource
from members.membership import cached_members
from members.models import Body, Member, MemberIndexPage
from members.models.kinds import Region
from members.opendata import open_data, representations
from members.rules import member_rules
from members.search import SearchableBodies, SearchableMembers
from mme_site.caching.content_cache import cached
from mme_site.core.languages import lookups_of_names
from mme_site.editorial.notices.records import RecordViewSet
from mme_site.editorial.taking_down.views import UnpublishRecordView


class MemberViewSet(RecordViewSet):
    model = Member
    icon = "group"
    menu_label = _("Members")
    index_view_class = MemberIndexView
    index_template_name = "listings/snippets.html"
    index_results_template_name = "listings/results.html"
    list_display = LIST_DISPLAY
    filterset_class = MemberFilters
    export_filename = "members"
    unpublish_view_class = UnpublishRecordView
    search_backend_name = None  # the database finds parts of a name in every language; the index, English words only
    search_fields = [*lookups_of_names(), "code"]
    ordering = "name_en"
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


hooks.register("register_content_rules", member_rules)
hooks.register("member_list_page", MemberIndexPage.showing)
hooks.register("record_at_address", MemberIndexPage.requested_member)
hooks.register("register_searchable_records", lambda: [SearchableMembers(), SearchableBodies()])
hooks.register("register_import_resources", lambda: [MemberResource])


@hooks.register("search_facet_labels")
def facet_labels(name, values, site):
    """Name bodies, states and regions."""
    if name in ("body", "rec"):
        bodies = cached("bodies by code", lambda: {body.code: body for body in Body.objects.all()})
        return {value: bodies[value].name for value in values if value in bodies}
    if name == "country":
        members = {member.code: member for member in cached_members().values() if member.live}
        return {value: members[value].name for value in values if value in members}
    return {value: Region(value).label for value in values if value in Region.values} if name == "region" else {}


@hooks.register("register_guide_sections")
def sections_of_the_guide():
    return {
        Body: "Correct a member, a period, a name",
        Member: "Correct a member, a period, a name",
        MemberIndexPage: "See a page as readers will see it",
    }


hooks.register("register_open_data", open_data)
hooks.register("page_representations", representations)
hooks.register("search_answers", answer)
