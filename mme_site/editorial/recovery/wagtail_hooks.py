"""Where recovery joins Wagtail's admin."""

from django.db.models import Q
from django.urls import path
from django.utils.translation import gettext_lazy
from wagtail import hooks

from mme_site.core.admin import module_script, register_report
from mme_site.editorial.recovery import delete_views, settings_history
from mme_site.editorial.recovery.models import DeletedRow, Deletion
from mme_site.editorial.recovery.purging import purge_deleted
from mme_site.editorial.recovery.reverting import revert_to_version
from mme_site.editorial.recovery.views import DeletedReport, DeletionView, PermanentDeleteView


@hooks.register("register_admin_urls")
def recovery_urls():
    return [
        path("deleted/<int:pk>/", DeletionView.as_view(), name="put_back"),
        path("deleted/<int:pk>/for-good/", PermanentDeleteView.as_view(), name="delete_for_good"),
        path("versions/<int:pk>/return/", revert_to_version, name="revert_to_version"),
        *settings_history.urls(),
        # Wagtail's own addresses, whose views of files and pictures have no hooks.
        path("documents/delete/<int:document_id>/", delete_views.DeleteFile.as_view(), name="delete_file"),
        path("images/<int:image_id>/delete/", delete_views.DeletePicture.as_view(), name="delete_picture"),
    ]


register_report("reports/deleted/", DeletedReport, 1000)
hooks.register("insert_global_admin_js", module_script("recovery/sign-in-again.js"))
hooks.register("insert_global_admin_js", module_script("recovery/send-after-autosave.js"))


@hooks.register("every_hour")
def purge_every_hour():
    """Leave to the worker, as a task, what has been kept for long enough."""
    if Deletion.objects.expired().exists():
        purge_deleted.enqueue()


@hooks.register("register_log_actions")
def recovery_actions(actions):
    label, message = gettext_lazy("Put back"), gettext_lazy("Put back after it had been deleted")
    actions.register_action("mme.restored", label, message)


hooks.register("before_delete_page", lambda request, page: delete_views.refuse_protected(request, [page]))
hooks.register("before_delete_snippet", delete_views.refuse_protected)
hooks.register("after_delete_page", lambda request, page: delete_views.offer_undo(request, [page]))
hooks.register("after_delete_snippet", delete_views.offer_undo)


@hooks.register("before_bulk_action")
def refuse_bulk_action_on_used(request, action_type, objects, action_class_instance):
    if action_type == "delete":
        return delete_views.refuse_protected(request, objects)


@hooks.register("after_bulk_action")
def offer_undo_of_bulk_action(request, action_type, objects, action_class_instance):
    if action_type == "delete":
        delete_views.offer_undo(request, objects)


@hooks.register("register_guide_sections")
def sections_of_the_guide():
    return {
        **dict.fromkeys(
            ["deleted", "put_back", "delete_for_good", "wagtailadmin_pages:delete", "delete_file", "delete_picture"],
            "Delete something, and undo it",
        ),
        **dict.fromkeys(
            ["wagtailadmin_pages:history", "wagtailadmin_pages:revisions_compare"], "Go back to an earlier version"
        ),
    }


@hooks.register("stored_bytes_in_use")
def bytes_belong_to_deletion(digest):
    """Tell whether a deleted file, or the former version of one, has these bytes."""
    return DeletedRow.objects.filter(Q(files__file=digest) | Q(values__sha256=digest)).exists()
