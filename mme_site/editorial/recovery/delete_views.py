"""What an editor is told around a deletion: that it cannot be, or how to undo it."""

from django.conf import settings
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.documents.views.documents import DeleteView as DeleteDocument
from wagtail.images.views.images import DeleteView as DeleteImage

from mme_site.core.languages import semicolon
from mme_site.editorial.recovery import access
from mme_site.editorial.recovery.recording import with_descendants

MAX_NAMED = 5


def refuse_protected(request, items):
    """Return an answer in words where the database would refuse to delete any of these; None where it would not.

    Wagtail asks its index of references, which a task brings up to date later.
    """
    if request.method != "POST":
        return None
    needing = [line for item in items for line in protected_by(item)]
    if not needing:
        return None
    text = _("Nothing was deleted: %(users)s. Take it out there first.")
    messages.error(request, text % {"users": semicolon().join(needing[:MAX_NAMED])})
    return redirect(request.get_full_path())


def protected_by(item):
    """Return what cannot be without an object, in words."""
    try:
        Collector(using="default", origin=item).collect(with_descendants(item))
    except (ProtectedError, RestrictedError) as error:
        blocking = getattr(error, "protected_objects", None) or error.restricted_objects
        return sorted({f"{owner_of(one)} ({owner_of(one)._meta.verbose_name})" for one in blocking})
    return []


def owner_of(line):
    """Return the page or record that a line belongs to, or the record itself."""
    from mme_site.files.uses import parental_key

    while key := parental_key(type(line)):
        line = getattr(line, key.name)
    return line


def offer_undo(request, items):
    """Say until when what was just deleted is kept, with a button that leads to it."""
    keys = [key for item in items for key in getattr(item, "recorded_as", [])]
    found = access.visible_to(request.user).filter(pk__in=keys)
    if not keys:  # a page is deleted through a query
        same = {str(item.pk) for item in items}
        found = access.visible_to(request.user).filter(deleted_by=request.user, object_id__in=same)[: len(same)]
    found = list(found)
    if not found:
        return
    address = reverse("put_back", args=[found[0].pk]) if len(found) == 1 else reverse("deleted")
    text = ngettext(
        "It is kept for %(days)s day and can be put back.",
        "It is kept for %(days)s days and can be put back.",
        settings.KEEP_DELETED_DAYS,
    )
    button = messages.button(address, _("Put it back"))
    messages.info(request, text % {"days": settings.KEEP_DELETED_DAYS}, buttons=[button])


class DeleteHooksMixin:
    """A view of Wagtail that deletes one file, with the two hooks that it lacks."""

    def run_before_hook(self):
        return refuse_protected(self.request, [self.object])

    def run_after_hook(self):
        return offer_undo(self.request, [self.object])


class DeleteFile(DeleteHooksMixin, DeleteDocument):
    """Wagtail's question before a file is deleted."""


class DeletePicture(DeleteHooksMixin, DeleteImage):
    """Wagtail's question before a picture is deleted."""
