"""The checks of what stands in a form, for the side panel; and the button that publishes in spite of a warning."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.pages.preview import PreviewOnCreateView, PreviewOnEditView
from wagtail.models import LockableMixin, Page, Revision
from wagtail.permissions import policy_registry

from mme_site.core.admin import by_button
from mme_site.pages.validation.problems import Severity
from mme_site.pages.validation.rules import problems_of
from mme_site.pages.validation.subject import Subject


class ChecksMixin:
    """Answers with what the rules find in the form that the preview has stored, as the person typed it."""

    http_method_names = ("get",)

    def get(self, request, *args, **kwargs):
        typed = self._get_form_data(self._get_form_state())
        form = self.get_form(typed)
        if typed and self.validate_form(form):
            subject = form.subject
        else:
            subject = Subject(self.object, below=form.parent_page) if self.object.pk else None
        found = problems_of(subject) if subject else []
        count = sum(problem.severity != Severity.INFORMATION for problem in found)
        return TemplateResponse(request, "checks/found.html", {"problems": found, "count": count})


class PageChecksView(ChecksMixin, PreviewOnEditView):
    """Of a page that is stored; whoever may edit it may see them."""


class NewPageChecksView(ChecksMixin, PreviewOnCreateView):
    """Of a page that is not stored yet; whoever may add one below its parent may see them."""


@by_button
def publish_all_the_same(request, revision_id):
    """Publish, or schedule, the latest version of a page or record in spite of what was warned about."""
    revision = get_object_or_404(Revision, pk=revision_id)
    item = revision.as_object()
    if not may_publish(request.user, item):
        raise PermissionDenied
    edit = AdminURLFinder(request.user).get_edit_url(item)
    if revision.pk != item.latest_revision_id:
        messages.error(request, _("A newer version has been saved since. Look at it, and publish that."))
        return redirect(edit)
    revision.publish(user=request.user)
    item = type(item)._default_manager.get(pk=item.pk)
    if item.live and not (item.has_unpublished_changes or item.expire_at):  # of hours tells who is asked next
        messages.success(request, _("“%(title)s” was published.") % {"title": item})
    for hook in hooks.get_hooks("after_publish_page" if isinstance(item, Page) else "after_publish"):
        if response := hook(request, item):
            return response
    return redirect(edit)


def may_publish(user, item):
    """Return True where a person may publish a page or record, and nobody has locked it against them."""
    lock = item.get_lock() if isinstance(item, LockableMixin) else None
    if lock and lock.for_user(user):
        return False
    if isinstance(item, Page):
        return item.permissions_for_user(user).can_publish()
    return policy_registry.get_by_type(type(item)).user_has_permission_for_instance(user, "publish", item)
