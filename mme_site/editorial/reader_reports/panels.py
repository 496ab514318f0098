"""What readers have reported, on the first page of the admin."""

from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from mme_site.editorial.reader_reports.models import ReaderReport

MOST_ROWS = 5


class ReaderReportsPanel(Component):
    name = "reader_reports"
    template_name = "reader_reports/panel.html"
    order = 125

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        reports = ReaderReport.objects.open().kept_by(parent_context["request"].user).select_related("page")
        return {"reports": reports[:MOST_ROWS], "all": reverse("reader_reports")}
