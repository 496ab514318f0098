"""Wagtail's list of files, with what readers can search of each."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.documents.views.documents import IndexView

from mme_site.files.models import SiteDocument
from mme_site.files.text.states import TO_BE_MENDED


class TextColumn(Column):
    """How far the reading of a file has come; what is to be mended stands out."""

    cell_template_name = "files/text_cell.html"

    def get_cell_context_data(self, instance: SiteDocument, parent_context: dict[str, Any]) -> dict[str, Any]:
        text = getattr(instance, "text", None)
        return {
            **super().get_cell_context_data(instance, parent_context),
            "text": text,
            "is_to_be_mended": text is not None and text.state in TO_BE_MENDED,
        }


class FileIndexView(IndexView):
    """The list of files, under the name that the menu gives them."""

    page_title = _("Files")
    add_item_label = _("Add a file")

    def get_base_queryset(self) -> Any:
        """Read the states with the files."""
        return super().get_base_queryset().select_related("collection", "text")

    @property
    def columns(self) -> list[Column]:
        """Put the state before the usage."""
        columns = list(super().columns)
        place = next((n for n, column in enumerate(columns) if column.name == "usage_count"), len(columns))
        return [*columns[:place], TextColumn("text", label=_("Text")), *columns[place:]]
