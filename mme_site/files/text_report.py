"""The text of files in the admin: a report, and a button to read one again."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from mme_site.core.admin import Report, by_button
from mme_site.files.models import FileText, SiteDocument
from mme_site.files.tasks import read_again
from mme_site.files.text.states import FileTextState


class FileTextFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=FileTextState.choices)

    class Meta:
        model = FileText
        fields = ["state"]


def may_change_files(user: Any) -> bool:
    return bool(policy_registry.get_by_type(SiteDocument).user_has_any_permission(user, ["change", "delete"]))


class FileTextReport(Report):
    """Which files readers can search inside, and why they cannot search the others."""

    may_use = staticmethod(may_change_files)
    page_title = _("Text in files")
    header_icon = "doc-full"
    model = FileText
    index_url_name = "file_texts"
    filterset_class = FileTextFilters
    default_ordering = "document__title"
    list_export = ["document.title", "document.filename", "in_words", "pages", "language", "read_at"]
    export_headings = {"in_words": _("Text")}
    columns = [
        TitleColumn(
            "title",
            label=_("File"),
            accessor="document.title",
            get_url=lambda text: reverse("wagtaildocs:edit", args=[text.document_id]),
        ),
        Column("filename", label=_("Name"), accessor="document.filename"),
        Column("state", label=_("Text"), accessor="in_words"),
        Column("language", label=_("Language")),
        DateColumn("read_at", label=_("Read")),
    ]

    def get_base_queryset(self) -> QuerySet[FileText]:
        """Return the texts of the files that this editor may see in the admin."""
        policy = policy_registry.get_by_type(SiteDocument)
        files = policy.instances_user_has_any_permission_for(self.request.user, ["change", "delete"])
        return FileText.objects.filter(document__in=files).select_related("document")


def file_to_change(request: HttpRequest, key: int) -> SiteDocument | None:
    """Return a file that this person may change, or None, and say so."""
    file = get_object_or_404(SiteDocument, pk=key)
    if policy_registry.get_by_type(SiteDocument).user_has_permission_for_instance(request.user, "change", file):
        return file
    messages.error(request, _("You do not have permission to change this file."))
    return None


@by_button
def use_stated_title(request: HttpRequest, key: int) -> HttpResponse:
    """Give a file the title that it states itself, for an editor who may change it."""
    file = file_to_change(request, key)
    if file is None:
        return redirect("wagtailadmin_home")
    stated = FileText.objects.of_present_file().filter(document=file).exclude(title="").first()
    if stated:
        file.title = stated.title
        file.save()
        log(instance=file, action="wagtail.edit", user=request.user)
        messages.success(request, _("The file has its own title now."))
    return redirect("wagtaildocs:edit", key)


@by_button
def reread_file(request: HttpRequest, key: int) -> HttpResponse:
    """Have a file read once more, for an editor who may change it."""
    file = file_to_change(request, key)
    if file is None:
        return redirect("wagtailadmin_home")
    read_again(file)
    messages.success(request, _("The file is being read again."))
    return redirect("wagtaildocs:edit", key)
