"""What import and export add to the admin: a menu item, addresses, and a line in the history."""

from django.urls import path, re_path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from mme_site.core.admin import register_menu_item
from mme_site.core.languages import labelled, separator
from mme_site.editorial.import_export.resources import ACTION, may_import_anything
from mme_site.editorial.import_export.views import DryRunView, ExportView, ImportDoneView, ImportView, ProblemReportView


@hooks.register("register_admin_urls")
def import_export_urls():
    return [
        path("import/", ImportView.as_view(), name="import_export"),
        path("import/<int:key>/", DryRunView.as_view(), name="import_dry_run"),
        path("import/<int:key>/problems/", ProblemReportView.as_view(), name="import_problems"),
        path("import/done/<uuid:key>/", ImportDoneView.as_view(), name="import_done"),
        re_path(r"^export/(?P<what>[\w-]+)\.(?P<ending>xlsx|zip)$", ExportView.as_view(), name="export"),
    ]


register_menu_item("admin", gettext_lazy("Import and export"), "import_export", "table", 450, may_import_anything)


@hooks.register("register_log_actions")
def import_action(actions):
    @actions.register_action(ACTION)
    class Imported(LogFormatter):
        label = gettext_lazy("Import")

        def format_message(self, entry):
            message = _("Made by import of %(file)s") if entry.data.get("made") else _("Changed by import of %(file)s")
            message %= {"file": entry.data.get("file", "")}
            fields = separator().join(entry.data.get("fields", []))
            return labelled(message, fields) if fields else message


@hooks.register("register_guide_sections")
def sections_of_the_guide():
    return dict.fromkeys(
        ["import_export", "import_dry_run", "import_done"], "Change or put up many at once with a spreadsheet"
    )
