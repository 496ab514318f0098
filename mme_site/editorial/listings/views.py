"""A list to work with: filtered by what can be read of the address, read page by page, taken away as a sheet."""

import re
from functools import reduce
from operator import and_

from django.db.models import F, Q
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import Button

from mme_site.core.batches import batches
from mme_site.core.name_order import by_letters
from mme_site.editorial.import_export.jobs import write_rows
from mme_site.editorial.jobs.tasks import start
from mme_site.editorial.jobs.views import answer
from mme_site.editorial.listings.columns import SCHEDULED, ExportedColumn
from mme_site.editorial.listings.reading import KeysFirst, read_reviews, read_schedules

WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 10  # of a search; what comes after them does not count
AT_ONCE = 500  # rows of an export that are read together
EDITING = "editing"  # in the address: the rows in the form in which they can be imported


class WorkListing(KeysFirst):
    """What the lists of pages and of members share; stands before a view of Wagtail's."""

    results_template_name = "listings/results.html"
    import_resource = None  # how the rows are exported to be edited
    exported_first = ()  # columns of an export before those that the list shows, and after them
    exported_last = (SCHEDULED,)
    alphabetical = ("name_en",)
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
        name = self.ordering.removeprefix("-")
        field = by_letters(name) if name in self.alphabetical else F(name)
        descends = self.ordering.startswith("-")
        return queryset.order_by(field.desc(nulls_last=True) if descends else field.asc(nulls_last=True), "pk")

    # Export

    @property
    def exported(self):
        """The columns of an export by their names: those that the list shows, and more."""
        shown = (column for column in self.columns if isinstance(column, ExportedColumn))
        return {column.name: column for column in (*self.exported_first, *shown, *self.exported_last)}

    @property
    def list_export(self):
        return list(self.exported)

    def get_heading(self, queryset, field):
        return str(self.exported[field].label)

    def to_row_dict(self, item):
        return {name: column.cell_text(item) for name, column in self.exported.items()}

    def as_spreadsheet(self, queryset, spreadsheet_format):
        return super().as_spreadsheet(RowsInParts(self, queryset), spreadsheet_format)

    def get(self, request, *args, **kwargs):
        if EDITING in request.GET and self.may_export_for_editing:
            return self.for_editing()
        return super().get(request, *args, **kwargs)

    @cached_property
    def may_export_for_editing(self):
        return self.import_resource is not None and self.import_resource.usable_by(self.request.user)

    def for_editing(self):
        """Return the rows as workbooks that can be imported again, once the worker has written them."""
        keys = list(self.get_queryset().order_by().values_list("pk", flat=True))
        title = _("Export: %(what)s") % {"what": self.get_page_title()}
        name = self.import_resource.name
        return answer(self.request, start(self.request.user, write_rows, title, resource=name, keys=keys))

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


class RowsInParts:
    """The rows of a list as an export reads them: many together, when it comes to them."""

    def __init__(self, listing, queryset):
        self.listing, self.queryset, self.count = listing, queryset, queryset.count

    def __iter__(self):
        for part in batches(list(self.listing.keys_in_order(self.queryset)), AT_ONCE):
            yield from self.listing.rows(part)


LANGUAGE = ExportedColumn(
    "language", label=gettext_lazy("Language"), accessor=lambda page: page.locale.get_display_name()
)
