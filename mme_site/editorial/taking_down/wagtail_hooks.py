"""Where the reasons join the site."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from mme_site.editorial.taking_down.answers import answer_at_address
from mme_site.editorial.taking_down.api import add_withdrawn
from mme_site.editorial.taking_down.bulk import UnpublishPages
from mme_site.editorial.taking_down.effects import ACTION, is_kept_readable
from mme_site.editorial.taking_down.models import TakedownReason
from mme_site.editorial.taking_down.views import TakeDownFileView, put_back_file

hooks.register("missing_page", answer_at_address)
hooks.register("page_parts", lambda: {"band": "taking_down/band.html", "file": "taking_down/of_file.html"})
hooks.register("register_bulk_action", UnpublishPages, order=100)  # in the place of Wagtail's own
hooks.register("keeps_file_readable", is_kept_readable)
hooks.register("register_api_operations", add_withdrawn)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("documents/take-down/<int:pk>/", TakeDownFileView.as_view(), name="take_down_file"),
        path("documents/put-back/<int:pk>/", put_back_file, name="put_back_file"),
    ]


@hooks.register("register_log_actions")
def reason_in_the_history(actions: Any) -> None:
    @actions.register_action(ACTION)
    class TakenDownFormatter(LogFormatter):
        label = gettext_lazy("Take down for a reason")

        def format_message(self, entry: Any) -> str:
            why = dict(TakedownReason.choices).get(entry.data.get("why", ""), "")
            return _("Taken down, %(why)s. %(reason)s") % {"why": why, "reason": entry.data.get("reason", "")}
