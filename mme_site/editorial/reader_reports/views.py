"""The form of a reader, and the desk of those who answer."""

from typing import Any

import django_filters
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import UpdateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.models import Page

from mme_site.core.admin import Report, ScreenMixin
from mme_site.core.keys import key_in
from mme_site.core.localized import in_readers_words
from mme_site.core.querysets import SitePageQuerySet
from mme_site.editorial.reader_reports.forms import AnswerForm, ReportForm
from mme_site.editorial.reader_reports.models import ReaderReport, client_of, is_too_many
from mme_site.editorial.sharing.admin import may_edit_something


def report_error(request: HttpRequest) -> HttpResponse:
    """Take what a reader says is wrong with a public page; 404 for any other page, 429 where it is too much."""
    pages = SitePageQuerySet(Page).live().public().localized()
    [page] = in_readers_words([get_object_or_404(pages, pk=key_in(request.GET.get("page")))])
    form = ReportForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"about": page, "form": form}
    status = 200
    if request.method == "POST" and form.is_valid():
        client = client_of(request.META["REMOTE_ADDR"])
        if is_too_many(client):
            context["is_too_many"], status = True, 429
        else:
            if not form.is_from_a_machine:
                form.instance.page, form.instance.client = page, client
                form.save()
            context["is_sent"] = True
    response = render(request, "reader_reports/report.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    add_never_cache_headers(response)
    return response


class ReaderReportFilters(WagtailFilterSet):
    """Those that are open, unless others are asked for."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[("closed", gettext_lazy("Closed")), ("all", gettext_lazy("All"))],
        empty_label=pgettext_lazy("not closed", "Open"),
        method="in_state",
    )

    class Meta:
        model = ReaderReport
        fields = ["state"]

    def filter_queryset(self, queryset: Any) -> Any:
        states = {"closed": queryset.exclude(closed_at=None), "all": queryset}
        return states.get(self.form.cleaned_data["state"], queryset.open())


class ReaderReportsView(Report):
    """What readers have reported about the pages that a person may edit."""

    page_title = gettext_lazy("Reports of readers")
    header_icon = "comment"
    may_use = staticmethod(may_edit_something)
    model = ReaderReport
    index_url_name = "reader_reports"
    filterset_class = ReaderReportFilters
    default_ordering = "-reported_at"
    list_export = ["message", "page.title", "reported_at", "closed_at", "closed_by", "answer"]
    export_headings = {"page.title": gettext_lazy("Page")}
    columns = [
        TitleColumn(
            "message",
            label=gettext_lazy("What is wrong"),
            accessor=str,
            get_url=lambda report: reverse("reader_report", args=[report.pk]),
        ),
        Column("page", label=gettext_lazy("Page"), accessor="page.title"),
        DateColumn("reported_at", label=gettext_lazy("Reported"), sort_key="reported_at"),
        DateColumn("closed_at", label=gettext_lazy("Closed"), sort_key="closed_at"),
        Column("closed_by", label=gettext_lazy("Closed by"), accessor="closed_by"),
    ]

    def get_base_queryset(self) -> Any:
        user: Any = self.request.user
        return ReaderReport.objects.kept_by(user).select_related("page", "closed_by")


class AnswerView(ScreenMixin, UpdateView):
    """One report: what it says, the page, and the answer that closes it."""

    template_name = "reader_reports/answer.html"
    form_class = AnswerForm
    page_title = gettext_lazy("Report of a reader")
    header_icon = "comment"
    context_object_name = "report"
    screens_above = [(ReaderReportsView.page_title, reverse_lazy("reader_reports"))]

    def get_queryset(self) -> Any:
        user: Any = self.request.user
        return ReaderReport.objects.kept_by(user)

    def form_valid(self, form: Any) -> HttpResponse:
        report = form.save(commit=False)
        report.closed_at, report.closed_by = timezone.now(), self.request.user
        report.save()
        if report.email and report.answer:
            subject = _("Your message about “%(title)s”") % {"title": report.page.title}
            address = f"{settings.SITE_URL}{report.page.url or '/'}"
            EmailMessage(subject, f"{report.answer}\n\n{address}\n", to=[report.email]).send()
            messages.success(self.request, _("The answer is on its way to the reader."))
        else:
            messages.success(self.request, _("The report is closed."))
        return redirect("reader_reports")
