"""Who did what with releases: a report, exported as CSV or XLSX."""

from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.models import ModelLogEntry

from mme_site.core.admin import Report
from mme_site.editorial.releases.access import may_use_releases, releases_of
from mme_site.publishing.releases.release import Release


class ReleaseAuditReport(Report):
    """The history of all releases, the newest entry first."""

    page_title = _("History of releases")
    header_icon = "history"
    may_use = staticmethod(may_use_releases)
    model = ModelLogEntry
    index_url_name = "release_audit"
    default_ordering = "-timestamp"
    export_headings = {
        "timestamp": _("Time (UTC)"),
        "label": _("Release"),
        "message": _("What was done"),
        "user_display_name": pgettext_lazy("a person", "By"),
    }
    list_export = list(export_headings)
    columns = [
        DateColumn("timestamp", label=_("Time"), sort_key="timestamp"),
        Column("label", label=_("Release"), accessor="label"),
        Column("message", label=_("What was done"), accessor="message"),
        Column("user", label=pgettext_lazy("a person", "By"), accessor="user_display_name"),
    ]

    def get_base_queryset(self):
        keys = releases_of(self.request.user).annotate(key=Cast("pk", CharField())).values("key")
        entries = ModelLogEntry.objects.filter(content_type=Release.get_base_content_type(), object_id__in=keys)
        return entries.select_related("user").order_by("-timestamp", "-pk")

    def get_filename(self):
        return f"releases-{timezone.localdate():%Y-%m-%d}"
