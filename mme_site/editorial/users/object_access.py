"""Where Wagtail shows titles to people in the admin who may not see what bears them, and here it does not.

Its chooser of pages, its API of files, a report and two views ask for no right to the object (Wagtail 8.0.1);
tests/accounts/test_rights_by_construction.py asks every address for what is of others.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from mme_site.core.querysets import is_private

USES = ["choose", "add", "change", "delete"]
REPORTS = {"page_types_usage", "page_types_usage_results"}


def pages_known_to(user, pages):
    """Return those of some pages that are public, or in the part of the tree that somebody works in."""
    explorable = policy_registry.get_by_type(Page).explorable_instances(user)
    return pages.filter(Q(live=True) & ~is_private() | Q(pk__in=explorable.order_by().values("pk")))


def narrow_chooser(pages, request):
    parent = request.resolver_match.kwargs.get("parent_page_id")
    if parent and not pages_known_to(request.user, Page.objects.filter(pk=parent)).exists():
        raise PermissionDenied
    return pages_known_to(request.user, pages)


def refuse_move(request, page, _destination):
    if not page.permissions_for_user(request.user).can_move():
        raise PermissionDenied


class ObjectAccessMiddleware:
    """Middleware: a version in review is for who may edit its page; what was edited last, for administrators."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, _view, _args, kwargs):
        match = request.resolver_match
        if match.view_name == "wagtailadmin_pages:workflow_preview":
            page = get_object_or_404(Page, pk=kwargs["page_id"])
            self.require(page.permissions_for_user(request.user).can_edit())
        elif match.namespace == "wagtailadmin_reports" and match.url_name in REPORTS:
            self.require(request.user.has_perm("users.change_user"))

    def require(self, is_allowed):
        if not is_allowed:
            raise PermissionDenied


class UsableFilesMixin:
    """Only the files that somebody may use; a mixin of Wagtail's viewsets."""

    def get_queryset(self):
        policy = policy_registry.get_by_type(self.model)
        mine = policy.instances_user_has_any_permission_for(self.request.user, USES)
        return super().get_queryset().filter(pk__in=mine.values("pk"))


class OwnDocuments(UsableFilesMixin, DocumentsAdminAPIViewSet):
    pass


class OwnImages(UsableFilesMixin, ImagesAdminAPIViewSet):
    pass


def narrow_api(router):
    router.register_endpoint("documents", OwnDocuments)
    router.register_endpoint("images", OwnImages)
