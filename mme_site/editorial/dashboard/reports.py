"""The reports 'To check' and 'Broken links'."""

import django_filters
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.models import Page, ReferenceIndex

from mme_site.core.admin import Report
from mme_site.editorial.dashboard.broken_links import broken_links, describe_links, editable_by
from mme_site.editorial.dashboard.facts_to_check import WHY, describe_facts, fact_models, facts_to_check
from mme_site.editorial.sharing.admin import may_edit_something

LIVE = [("live", _("Live")), ("draft", _("Draft"))]


class DashboardReport(Report):
    """A report whose rows are named after they were cut into pages, for people who may edit something."""

    may_use = staticmethod(may_edit_something)

    def get_table(self, object_list):
        return super().get_table(type(self).describe_rows(object_list, self.request.user))

    def decorate_paginated_queryset(self, object_list):
        return type(self).describe_rows(object_list, self.request.user) if self.is_export else object_list


class FactFilters(WagtailFilterSet):
    why = django_filters.ChoiceFilter(label=_("Why"), choices=WHY)
    kind = django_filters.ChoiceFilter(
        label=_("Kind"),
        choices=lambda: [(key, capfirst(model._meta.verbose_name)) for key, model in fact_models().items()],
    )
    status = django_filters.ChoiceFilter(label=_("Status"), choices=LIVE)

    class Meta:
        model = Page
        fields = ["why", "kind", "status"]

    def filter_queryset(self, queryset):
        """Return other rows: a union cannot be filtered after it was made."""
        chosen = self.form.cleaned_data
        live = {"live": True, "draft": False}.get(chosen["status"])
        rows = facts_to_check(self.request.user, chosen["why"], chosen["kind"], live)
        return rows.order_by(*queryset.query.order_by)


def day_of_check(fact):
    return date_format(fact.checked_on) if fact.checked_on else ""


class FactsToCheckReport(DashboardReport):
    """Facts that are partly inferred, or were checked more than a year ago."""

    page_title = _("To check")
    header_icon = "check"
    model = Page
    verbose_name_plural = _("facts to check")
    index_url_name = "facts_to_check"
    filterset_class = FactFilters
    default_ordering = "fact_since"
    describe_rows = staticmethod(describe_facts)
    list_export = ["title", "kind", "language", "status", "why", "checked_on"]
    export_headings = {
        "title": _("Title"),
        "kind": _("Kind"),
        "language": _("Language"),
        "status": _("Status"),
        "why": _("Why"),
        "checked_on": _("Date checked"),
    }
    columns = [
        TitleColumn("title", label=_("Title"), get_url=lambda fact: fact.edit_url),
        Column("kind", label=_("Kind"), sort_key="fact_kind"),
        Column("language", label=_("Language")),
        Column("status", label=_("Status")),
        Column("why", label=_("Why")),
        Column("checked_on", label=_("Checked"), accessor=day_of_check, sort_key="fact_since"),
    ]

    def get_base_queryset(self):
        return facts_to_check(self.request.user)


class LinkFilters(WagtailFilterSet):
    to = django_filters.ChoiceFilter(
        label=_("Leads to"),
        choices=[("page", _("a page")), ("sitedocument", _("a file")), ("other", _("something else"))],
        method="leading_to",
    )

    class Meta:
        model = ReferenceIndex
        fields = ["to"]

    def leading_to(self, links, _name, value):
        if value == "other":
            return links.exclude(to_content_type__model__in=["page", "sitedocument"])
        return links.filter(to_content_type__model=value)


class BrokenLinksReport(DashboardReport):
    """Links that readers cannot follow."""

    page_title = _("Broken links")
    header_icon = "link-external"
    model = ReferenceIndex
    verbose_name_plural = _("broken links")
    index_url_name = "broken_links"
    filterset_class = LinkFilters
    describe_rows = staticmethod(describe_links)
    list_export = ["title", "kind", "field", "reason"]
    export_headings = {"title": _("Title"), "kind": _("Kind"), "field": _("Field"), "reason": _("What is wrong")}
    columns = [
        TitleColumn("title", label=_("Title"), get_url=lambda link: link.edit_url),
        Column("kind", label=_("Kind")),
        Column("field", label=_("Field")),
        Column("reason", label=_("What is wrong")),
    ]

    def get_base_queryset(self):
        return editable_by(self.request.user, broken_links())
