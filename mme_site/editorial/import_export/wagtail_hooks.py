"""What import and export add to the admin: a menu item, addresses, and a line in the history."""

from django.urls import path, re_path, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from mme_site.editorial.import_export.kinds import ACTION, may_use_any
from mme_site.editorial.import_export.views import DoneView, DryRunView, ExportView, ImportView, MendView


@hooks.register("register_admin_urls")
def bulk_urls():
    return [
        path("import/", ImportView.as_view(), name="bulk"),
        path("import/<int:key>/", DryRunView.as_view(), name="bulk_dry_run"),
        path("import/<int:key>/problems/", MendView.as_view(), name="bulk_problems"),
        path("import/done/<uuid:key>/", DoneView.as_view(), name="bulk_done"),
        re_path(r"^export/(?P<what>[\w-]+)\.(?P<ending>xlsx|zip)$", ExportView.as_view(), name="bulk_export"),
    ]


class BulkMenuItem(MenuItem):
    def is_shown(self, request):
        return may_use_any(request.user)


@hooks.register("register_admin_menu_item")
def bulk_menu_item():
    return BulkMenuItem(
        gettext_lazy("Import and export"), reverse_lazy("bulk"), name="import-and-export", icon_name="table", order=450
    )


@hooks.register("register_log_actions")
def import_action(actions):
    @actions.register_action(ACTION)
    class Imported(LogFormatter):
        label = gettext_lazy("Import")

        def format_message(self, entry):
            said = _("Made by import of %(file)s") if entry.data.get("made") else _("Changed by import of %(file)s")
            fields = ", ".join(entry.data.get("fields", []))
            return said % {"file": entry.data.get("file", "")} + (f": {fields}" if fields else "")


@hooks.register("register_guide_sections")
def sections_of_the_guide():
    return dict.fromkeys(["bulk", "bulk_dry_run", "bulk_done"], "Change or put up many at once with a spreadsheet")
