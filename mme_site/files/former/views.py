"""Former versions in the admin: to take a look at, and to put back."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin import messages
from wagtail.permissions import policy_registry

from mme_site.core.admin import by_button
from mme_site.files import blob_store
from mme_site.files.former.models import FormerVersion
from mme_site.files.former.storing import put_back


def version_for(request: HttpRequest, pk: int) -> FormerVersion:
    """Return a former version of a file that this person may change; PermissionDenied for anybody else."""
    version = get_object_or_404(FormerVersion.objects.select_related("document"), pk=pk)
    policy = policy_registry.get_by_type(type(version.document))
    if not policy.user_has_permission_for_instance(request.user, "change", version.document):
        raise PermissionDenied
    return version


@require_safe
def download_former_version(request: HttpRequest, pk: int) -> FileResponse:
    """Send the bytes to an editor, to be kept and never shown in the site's own name."""
    version = version_for(request, pk)
    try:
        kept = blob_store.open_blob(version.sha256)
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(kept, as_attachment=True, filename=version.filename)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@by_button
def restore_former_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it stand in the file's place again."""
    version = version_for(request, pk)
    try:
        put_back(version, request.user)
    except FileNotFoundError:
        messages.error(request, _("The stored file is missing. Nothing was changed."))
    else:
        text = _("“%(name)s” stands in its place again. What stood there is kept as a former version.")
        messages.success(request, text % {"name": version.filename})
    return redirect("wagtaildocs:edit", version.document_id)
