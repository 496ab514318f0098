"""A list to work with: filtered by what can be read of the address, read page by page, taken away as a sheet."""

import itertools
import re
from functools import reduce
from operator import and_

from django.db.models import F, Q
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.widgets.button import Button

from mme_site.editorial.import_export.formulas import escape_formula
from mme_site.editorial.import_export.views import XLSX, attachment
from mme_site.editorial.import_export.writing import write_xlsx, zipped
from mme_site.editorial.listings.columns import SCHEDULED, Said
from mme_site.editorial.listings.reading import KeysFirst, read_reviews, read_schedules

WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 10  # of a search; what comes after them does not count
AT_ONCE = 500  # rows of an export that are read together
EDITING = "editing"  # in the address: the rows in the form in which they can be imported


class WorkListing(KeysFirst):
    """What the lists of pages and of members share; stands before a view of Wagtail's."""

    results_template_name = "listings/results.html"
    bulk_kind = None  # how the rows are exported to be edited
    exported_first = ()  # columns of an export before those that the list shows, and after them
    exported_last = (SCHEDULED,)
    readers = (read_schedules, read_reviews)

    # Filters, search, order

    def get_locale(self):
        """Wagtail answers 404 where the language in the address is not one; here the filter says so."""
        try:
            return super().get_locale()
        except Http404:
            return None

    def filter_queryset(self, queryset):
        """Filter by what can be read of the query string, whatever cannot."""
        self.filters.form.is_valid()
        return self.filters.filter_queryset(queryset)

    def condition_of_word(self, word):
        """Return the condition that a row has a word, or a part of one, in a name of any kind."""
        raise NotImplementedError

    def search_queryset(self, queryset):
        """Find the rows with all the words, which may stand in different names; symbols are taken apart."""
        words = WORD.findall(self.search_query)[:MOST_WORDS]
        if not words:
            return queryset.none() if self.is_searching else queryset
        return queryset.filter(reduce(and_, map(self.condition_of_word, words), Q()))

    def order_queryset(self, queryset):
        """Put what has no date, or no other value, last, on both databases."""
        field = F(self.ordering.removeprefix("-"))
        descends = self.ordering.startswith("-")
        return queryset.order_by(field.desc(nulls_last=True) if descends else field.asc(nulls_last=True), "pk")

    # Export

    @property
    def exported(self):
        """The columns of an export by their names: those that the list shows, and more."""
        shown = (column for column in self.columns if isinstance(column, Said))
        return {column.name: column for column in (*self.exported_first, *shown, *self.exported_last)}

    @property
    def list_export(self):
        return list(self.exported)

    def get_heading(self, queryset, field):
        return str(self.exported[field].label)

    def to_row_dict(self, item):
        return {name: column.said(item) for name, column in self.exported.items()}

    custom_value_preprocess = {str: {SpreadsheetExportMixin.FORMAT_CSV: escape_formula}}

    def as_spreadsheet(self, queryset, spreadsheet_format):
        return super().as_spreadsheet(self.in_parts(self.keys_in_order(queryset)), spreadsheet_format)

    def in_parts(self, keys):
        keys = iter(list(keys))
        while part := list(itertools.islice(keys, AT_ONCE)):
            yield from self.rows(part)

    def get(self, request, *args, **kwargs):
        if EDITING in request.GET and self.may_export_for_editing:
            return self.for_editing()
        return super().get(request, *args, **kwargs)

    @cached_property
    def may_export_for_editing(self):
        return self.bulk_kind is not None and self.bulk_kind.usable_by(self.request.user)

    def for_editing(self):
        """Return the rows as workbooks that can be imported again: one for each list that they stand in."""
        rows = self.get_queryset().order_by().values("pk")
        kind, user = self.bulk_kind, self.request.user
        places = kind.places(user).select_related("locale") if kind.has_places else [None]
        kinds = [kind(user, place, only=rows) for place in places]
        workbooks = [(name_of(kind), write_xlsx(kind)) for kind in kinds if kind.chosen().exists()]
        if not workbooks:
            messages.warning(self.request, _("None of these rows is yours to edit. Nothing was exported."))
            return redirect(self.index_url)
        if len(workbooks) == 1:
            return attachment(*workbooks[0], XLSX)
        return attachment(f"{kind.name}.zip", zipped(workbooks), "application/zip")

    @cached_property
    def header_more_buttons(self):
        buttons = list(super().header_more_buttons)
        if self.may_export_for_editing:
            query = self.request.GET.copy()
            query[EDITING] = "xlsx"
            address = f"{self.request.path}?{query.urlencode()}"
            buttons.append(Button(_("Export for editing"), url=address, icon_name="table", priority=80))
        return buttons

    def get_page_title(self):
        return capfirst(self.page_title or self.model._meta.verbose_name_plural)


def name_of(kind):
    """Return the name of a workbook; it says which list it is of."""
    where = f"-{kind.place.slug}-{kind.place.locale.language_code}-{kind.place.pk}" if kind.place else ""
    return f"{kind.name}{where}.xlsx"


LANGUAGE = Said("language", label=gettext_lazy("Language"), accessor=lambda page: page.locale.get_display_name())
