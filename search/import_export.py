"""Synonyms as a sheet: what a row means."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from mme_site.core.one_line import one_line
from mme_site.editorial.import_export import cells
from mme_site.editorial.import_export.columns import Column
from mme_site.editorial.import_export.resources import ACTION, Resource
from mme_site.editorial.import_export.sheets import Sheet
from search.models import Synonym


class LinesColumn(Column):
    """The lines of a text, as values in one cell."""

    width = 60

    def to_cell(self, value):
        return cells.join_values(value.splitlines())

    def read(self, cell, context):
        return "\n".join(map(one_line, cells.split_values(cells.text_value(cell))))


class SynonymResource(Resource):
    """Groups of synonyms, each named by its first word; they are no drafts, and keep no revisions."""

    name, label, icon, order = "synonyms", _("Synonyms"), "list-ul", 40
    model = Synonym
    order_of_export = ("terms",)
    main = Sheet(
        _("Synonyms"),
        [
            Column("first_term", _("First word")),
            LinesColumn("terms", _("Words with the same meaning")),
            LinesColumn("leads_here", _("Words that lead to them")),
        ],
    )

    def __init__(self, user, place=None, publish=False, only=None):
        super().__init__(user, place, publish=False, only=only)

    def queryset(self):
        return self.all_items() if self.policy().user_has_permission(self.user, "change") else self.all_items().none()

    def find(self, keys):
        return {item.first_term: item for item in self.all_items() if item.first_term in keys}

    @staticmethod
    def latest_version(item):
        return item

    def stamps(self, items):
        return {item.pk: ("", None, None) for item in items}

    def new(self, key):
        return self.model(terms=key)

    def lock(self, keys):
        list(self.all_items().select_for_update().values_list("pk"))

    def why_not_changeable(self, item):
        return "" if self.may_change(item) else _("You do not have permission to change this.")

    def resulting_state(self, item, is_new):
        return _("used at once")

    def create(self, item, data):
        self.save(item, {**data, "made": True})

    def change(self, item, data):
        self.save(item, {**data, "made": False})

    def save(self, item, data):
        item.save()
        log(instance=item, action=ACTION, user=self.user, content_changed=True, data=data)
