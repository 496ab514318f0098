"""What the rows of a list show beside their own fields, read for all of them at once."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from wagtail.coreutils import get_content_languages
from wagtail.models import Locale, Page, WorkflowState

from mme_site.core.querysets import SITE_ROOT_DEPTH
from mme_site.editorial.notices.open_schedules import schedules_by_object


class KeysFirst:
    """Finds the keys of the shown rows first, and reads what the rows show for those only.

    So the cost does not grow with the list. It stands before a view of Wagtail's.
    """

    readers = ()  # each reads something more for some rows, in a fixed number of queries

    def detailed(self, keys):
        """Return the rows with these keys, with what the columns read; a fixed number of queries."""
        raise NotImplementedError

    def rows(self, keys):
        """Return the rows with these keys in their order."""
        found = {item.pk: item for item in self.detailed(keys)}
        items = [found[key] for key in keys if key in found]
        for read in self.readers:
            read(items, self.request.user)
        return items

    def paginate_queryset(self, queryset, page_size):
        paginator, page, keys, is_paginated = super().paginate_queryset(self.keys_in_order(queryset), page_size)
        page.object_list = self.rows(list(keys))
        return paginator, page, page.object_list, is_paginated

    @staticmethod
    def keys_in_order(queryset):
        return queryset.values_list("pk", flat=True)


def review_of(item):
    """Return where a row is in a review, in words; empty where it is in none."""
    state = item.review_of_row
    if state is None:
        return ""
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return _("sent back")
    task = state.current_task_state
    return _("waits for: %(task)s") % {"task": task.task.name} if task else _("in review")


def read_schedules(items, user):
    """Tell each row when it goes live or comes down, the earliest first."""
    found = schedules_by_object(items, user)
    for item in items:
        item.schedules_of_row = found.get(str(item.pk), [])


def read_reviews(items, user):
    states = WorkflowState.objects.active().select_related("current_task_state__task")
    if items:
        states = states.filter(
            base_content_type=items[0].get_base_content_type(), object_id__in=[str(item.pk) for item in items]
        )
    found = {state.object_id: state for state in states} if items else {}
    for item in items:
        item.review_of_row = found.get(str(item.pk))


@dataclass
class Coverage:
    """The codes of languages: those there is something in, those with a draft only, those that are missing."""

    present: list
    drafts: list = field(default_factory=list)
    missing: list = field(default_factory=list)

    @property
    def present_text(self):
        return " ".join(self.present).upper()

    @property
    def drafts_text(self):
        return _("%(languages)s draft") % {"languages": " ".join(self.drafts).upper()} if self.drafts else ""

    @property
    def missing_text(self):
        return _("%(languages)s missing") % {"languages": " ".join(self.missing).upper()} if self.missing else ""

    @property
    def texts(self):
        return [part for part in (self.present_text, self.drafts_text, self.missing_text) if part]


def languages_written():
    """Return the codes of the languages in which the site has pages, in the order of the settings."""
    pages = Page.objects.filter(locale=OuterRef("pk"), depth__gte=SITE_ROOT_DEPTH)
    written = set(Locale.objects.filter(Exists(pages)).values_list("language_code", flat=True))
    return [code for code in get_content_languages() if code in written]


def read_translations(items, user):
    """Tell each page in which languages readers can read it. An alias shows the original, and is no translation."""
    pages = Page.objects.filter(translation_key__in={item.translation_key for item in items}, alias_of=None)
    found = defaultdict(dict)
    for key, language, live in pages.values_list("translation_key", "locale__language_code", "live"):
        found[key][language] = live
    languages = languages_written() if items else []
    for item in items:
        of_item = found[item.translation_key]
        item.coverage_of_row = Coverage(
            present=[code for code in languages if of_item.get(code)],
            drafts=[code for code in languages if of_item.get(code) is False],
            missing=[code for code in languages if code not in of_item],
        )
