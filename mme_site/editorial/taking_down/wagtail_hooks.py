"""Where the reasons join the site."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from mme_site.editorial.taking_down.models import Why
from mme_site.editorial.taking_down.views import ACTION, answer_at_address

hooks.register("missing_page", answer_at_address)
hooks.register("page_parts", lambda: {"band": "taking_down/band.html"})


@hooks.register("register_log_actions")
def reason_in_the_history(actions: Any) -> None:
    @actions.register_action(ACTION)
    class TakenDownFormatter(LogFormatter):
        label = gettext_lazy("Take down for a reason")

        def format_message(self, entry: Any) -> str:
            why = dict(Why.choices).get(entry.data.get("why", ""), "")
            return _("Taken down, %(why)s. %(reason)s") % {"why": why, "reason": entry.data.get("reason", "")}
