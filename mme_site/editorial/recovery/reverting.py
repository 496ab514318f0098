"""Returning to an earlier version of a page, a member or a setting, in one click."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import DraftStateMixin, LockableMixin, Page, Revision
from wagtail.permissions import policy_registry

from mme_site.core.admin import by_button


def may_edit(user, item):
    """Return True when a person may write a new version of an object now."""
    if isinstance(item, LockableMixin) and (lock := item.get_lock()) and lock.for_user(user):
        return False
    if isinstance(item, Page):
        return item.permissions_for_user(user).can_edit()
    return policy_registry.get(item).user_has_permission_for_instance(user, "change", item)


@transaction.atomic
def revert_to(revision, user):
    """Make an earlier version the newest one; return the object.

    What has drafts gets a draft of it, and readers see what they saw. A setting has none: it is
    live at once, as everything that is saved there is. Raises ValidationError where a setting
    could not be saved like that today, or where the version can no longer be read.
    """
    item = revision.as_object()
    if item is None:
        raise ValidationError(_("This version names what was deleted since, and cannot be without it."))
    is_live_at_once = not isinstance(item, DraftStateMixin)
    if is_live_at_once:
        item.full_clean()
        item.save()
    item.save_revision(user=user, log_action="wagtail.revert", previous_revision=revision, clean=False)
    return item


@by_button
def revert_to_version(request, pk):
    """Return to a version, and lead to where it is edited."""
    revision = get_object_or_404(Revision, pk=pk)
    stored = revision.content_object
    if stored is None or not may_edit(request.user, stored):
        raise PermissionDenied
    next_url = get_valid_next_url_from_request(request) or AdminURLFinder(request.user).get_edit_url(stored)
    try:
        item = revert_to(revision, request.user)
    except ValidationError as error:
        text = _("Nothing was changed: %(reason)s")
        messages.error(request, text % {"reason": " ".join(error.messages)})
        return redirect(next_url or "wagtailadmin_home")
    names = {"hour": date_format(localtime(revision.created_at), "DATETIME_FORMAT"), "title": str(item)}
    if isinstance(item, DraftStateMixin) and item.live:
        text = _("The version of %(hour)s is the draft now. Readers see the published one until you publish it.")
    elif isinstance(item, DraftStateMixin):
        text = _("The version of %(hour)s is the draft now.")
    else:
        text = _("The version of %(hour)s is shown to readers again.")
    messages.success(request, text % names)
    return redirect(next_url or "wagtailadmin_home")
