"""What reports of readers add to the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks

from mme_site.core.admin import register_report
from mme_site.editorial.reader_reports.panels import ReaderReportsPanel
from mme_site.editorial.reader_reports.views import AnswerView, ReaderReportsView


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("reader-reports/<int:pk>/", AnswerView.as_view(), name="reader_report"),
    ]


@hooks.register("construct_homepage_panels")
def panel(_request: HttpRequest, panels: list[Any]) -> None:
    panels.append(ReaderReportsPanel())


register_report("reader-reports/", ReaderReportsView, 950)


@hooks.register("register_guide_sections")
def sections_of_the_guide() -> dict[str, str]:
    return dict.fromkeys(["reader_reports", "reader_report"], "Say what was corrected, and answer readers")
