"""Where recovery joins Wagtail's admin."""

from django.db.models import Q
from django.templatetags.static import static
from django.urls import path, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from mme_site.editorial.recovery import settings_history, undoing
from mme_site.editorial.recovery.models import DeletedRow, Deletion
from mme_site.editorial.recovery.purging import purge_deleted
from mme_site.editorial.recovery.returning import return_to_version
from mme_site.editorial.recovery.views import DeletedReport, DeletionView, ForGoodView


@hooks.register("register_admin_urls")
def recovery_urls():
    return [
        path("reports/deleted/", DeletedReport.as_view(), name="deleted"),
        path("reports/deleted/results/", DeletedReport.as_view(results_only=True), name="deleted_results"),
        path("deleted/<int:pk>/", DeletionView.as_view(), name="put_back"),
        path("deleted/<int:pk>/for-good/", ForGoodView.as_view(), name="delete_for_good"),
        path("versions/<int:pk>/return/", return_to_version, name="return_to_version"),
        *settings_history.urls(),
        # Wagtail's own addresses, whose views of files and pictures have no hooks.
        path("documents/delete/<int:document_id>/", undoing.DeleteFile.as_view(), name="delete_file"),
        path("images/<int:image_id>/delete/", undoing.DeletePicture.as_view(), name="delete_picture"),
    ]


@hooks.register("register_reports_menu_item")
def deleted_item():
    return MenuItem(gettext_lazy("Deleted"), reverse_lazy("deleted"), icon_name="bin", order=1000)


@hooks.register("insert_global_admin_js")
def go_on_after_signing_in_again():
    return format_html('<script type="module" src="{}"></script>', static("recovery/sign-in-again.js"))


@hooks.register("every_hour")
def purge_in_a_while():
    """Leave to the worker, as a task, what has been kept for long enough."""
    if Deletion.objects.over().exists():
        purge_deleted.enqueue()


@hooks.register("register_log_actions")
def recovery_actions(actions):
    @actions.register_action("mme.restored")
    class Restored(LogFormatter):
        label = gettext_lazy("Put back")
        message = gettext_lazy("Put back after it had been deleted")


@hooks.register("before_delete_page")
def refuse_page_in_use(request, page):
    return undoing.refuse_what_is_needed(request, [page])


@hooks.register("before_delete_snippet")
def refuse_snippets_in_use(request, snippets):
    return undoing.refuse_what_is_needed(request, snippets)


@hooks.register("before_bulk_action")
def refuse_many_in_use(request, action_type, objects, action_class_instance):
    if action_type == "delete":
        return undoing.refuse_what_is_needed(request, objects)


@hooks.register("after_delete_page")
def tell_of_page(request, page):
    undoing.offer(request, [page])


@hooks.register("after_delete_snippet")
def tell_of_snippets(request, snippets):
    undoing.offer(request, snippets)


@hooks.register("after_bulk_action")
def tell_of_many(request, action_type, objects, action_class_instance):
    if action_type == "delete":
        undoing.offer(request, objects)


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
def is_of_what_was_deleted(digest):
    """Tell whether a deleted file, or the former version of one, has these bytes."""
    return DeletedRow.objects.filter(Q(files__file=digest) | Q(values__sha256=digest)).exists()
