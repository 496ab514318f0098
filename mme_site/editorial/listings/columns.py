"""Columns that are shown in a list and exported with it: each can say its cell as a text."""

from operator import attrgetter

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column

from mme_site.core.languages import labelled, semicolon, separator
from mme_site.core.sources import Confidence
from mme_site.editorial.dashboard.facts_to_check import UNSURE, WHY
from mme_site.editorial.listings.reading import review_of


class ExportedColumn(Column):
    """A column whose cells are texts."""

    cell_template_name = "listings/cell.html"

    def cell_text(self, item):
        """Return the text of a cell, in the list and in an export."""
        value = self.get_value(item)
        return "" if value is None else str(value)

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        return {**context, "value": self.cell_text(instance)}


class StateColumn(ExportedColumn):
    """Whether readers see it, whether changes wait behind it, where it is in a review, when it goes live or comes down.

    The hours are a column of their own in an export, and would mostly be an empty one in the list.
    """

    cell_template_name = "listings/state_cell.html"

    def __init__(self):
        super().__init__("state", label=gettext_lazy("Status"), sort_key="live")

    @staticmethod
    def state_of(item):
        if not item.live:
            return _("draft")
        return _("live + draft") if item.has_unpublished_changes else _("live")

    def cell_text(self, item):
        return separator().join(filter(None, [self.state_of(item), review_of(item)]))

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        shown = {"state": self.state_of(instance), "review": review_of(instance), "rows": instance.schedules_of_row}
        return {**context, **shown}


def schedules_text(item):
    """Return when a row goes live or comes down, in words."""
    return semicolon().join(labelled(row.kind_label, row.hour_in_zones) for row in item.schedules_of_row)


SCHEDULED = ExportedColumn("scheduled", label=gettext_lazy("Scheduled"), accessor=schedules_text)


class CheckedColumn(ExportedColumn):
    """When the facts were last looked up, and whether they are partly inferred: a day or None, and a confidence."""

    def __init__(self, accessor=attrgetter("checked_on", "confidence")):
        super().__init__("checked", label=gettext_lazy("Last checked"), sort_key="checked_on", accessor=accessor)

    def cell_text(self, item):
        day, confidence = self.get_value(item)
        parts = [date_format(day) if day else _("never")]
        if confidence == Confidence.MEDIUM:
            parts.append(str(dict(WHY)[UNSURE]))
        return separator().join(parts)


class CoverageColumn(ExportedColumn):
    """In which languages there is something to read, and in which there is not: a Coverage."""

    cell_template_name = "listings/coverage_cell.html"

    def cell_text(self, item):
        return " – ".join(self.get_value(item).texts)

    def get_cell_context_data(self, instance, parent_context):
        return {**super().get_cell_context_data(instance, parent_context), "coverage": self.get_value(instance)}
