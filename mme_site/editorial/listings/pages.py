"""Lists of all the pages of one type, wherever they stand, for those who may work on some of them."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from mme_site.core.querysets import SitePageQuerySet
from mme_site.core.sources import OtherName
from mme_site.editorial.listings.columns import ExportedColumn, StateColumn
from mme_site.editorial.listings.translating import read_translating
from mme_site.editorial.listings.views import LANGUAGE, WorkListing

WORK = {"change", "publish"}
BEGIN = {"add", *WORK}
BULK_ACTIONS = BulkActionsColumn("bulk_actions")
TITLE = PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title")
NAME = ExportedColumn("title", label=_("Title"), accessor=lambda page: page.get_admin_display_title())


def may_work_on(user, model):
    """Return True for who may edit or publish a page of this type, or add one; a query at most, mostly."""
    policy = PagePermissionPolicy.for_model(model)
    if user.is_superuser or not policy.user_has_any_permission(user, BEGIN):
        return user.is_superuser and user.is_active
    lists = (PagePermissionPolicy.for_model(parent) for parent in model.allowed_parent_page_models())
    if any(policy.instances_user_has_any_permission_for(user, BEGIN).exists() for policy in lists):
        return True
    return policy.instances_user_has_any_permission_for(user, WORK).exists()


class PageStateColumn(StateColumn):
    """The status as Wagtail shows it, which leads to the live page."""

    cell_template_name = "listings/page_state_cell.html"


class PageWorkListing(WorkListing, IndexView):
    """The pages of a type that a person may edit or publish, with what has to be known to work on them."""

    template_name = "listings/pages.html"
    exported_first = (NAME, LANGUAGE)
    readers = (*WorkListing.readers, read_translating)

    def dispatch(self, request, *args, **kwargs):
        if not may_work_on(request.user, self.model):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        policy = PagePermissionPolicy.for_model(self.model)
        pages = policy.instances_user_has_any_permission_for(self.request.user, WORK)
        # A translation is a row of its own only to those who work on no original: the row of that says its languages.
        originals = pages.filter(pk__in=SitePageQuerySet(Page).originals().values("pk"))
        return originals if originals.exists() else pages

    def get_ordering(self):
        """Take the order that is asked for also while somebody searches: nothing here is sorted by relevance."""
        asked = self.request.GET.get("ordering")
        return asked if asked in self.get_valid_orderings() else self.default_ordering

    def detailed(self, keys):
        pages = self.model.objects.filter(pk__in=keys).defer_streamfields().select_related("locale")
        pages = pages.prefetch_related("content_type", "sites_rooted_here").prefetch_workflow_states()
        return pages.annotate_site_root_state().annotate_approved_schedule()

    def condition_of_word(self, word):
        names = OtherName.objects.filter(name__icontains=word).values("page")
        return Q(title__icontains=word) | Q(draft_title__icontains=word) | Q(pk__in=names)


class WorkItem(MenuItem):
    """An entry of the menu for who may work on the pages of a type."""

    model = None

    def is_shown(self, request):
        return may_work_on(request.user, self.model)


class PageWorkViewSet(PageListingViewSet):
    """The list, its entry in the menu and its addresses."""

    index_view_class = PageWorkListing
    add_to_admin_menu = True

    @property
    def filterset_class(self):
        return self.index_view_class.filterset_class

    @property
    def menu_item_class(self):
        return type(f"{self.model.__name__}Item", (WorkItem,), {"model": self.model})
