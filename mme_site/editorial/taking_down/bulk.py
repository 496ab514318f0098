"""To take many pages or records down, for one reason."""

from typing import Any

from django.utils.translation import ngettext
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction

from mme_site.core import time_zones
from mme_site.editorial.taking_down.effects import give_reason, plan
from mme_site.editorial.taking_down.forms import TakedownPagesForm, is_alias


class ForAReasonBulkMixin(BulkAction):
    """Asks for the reason and the hour as well; stands before a bulk action that unpublishes."""

    cleaned_form: Any
    actionable_objects: Any

    def get_execution_context(self) -> dict[str, Any]:
        context: dict[str, Any] = super().get_execution_context()
        return {**context, "said": self.cleaned_form.cleaned_data}

    @classmethod
    def execute_action(cls, objects: list[Any], said: Any = None, user: Any = None, **kwargs: Any) -> tuple[int, int]:
        if said and said["hour"]:
            planned = [item for item in objects if not is_alias(item)]
            for item in planned:
                plan(item, said, user)
            return len(planned), 0
        number: tuple[int, int] = super().execute_action(objects, user=user, **kwargs)
        for item in objects if said else ():
            give_reason(item, said, user)
        return number

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        hour = self.cleaned_form.cleaned_data["hour"]
        if not hour:
            message: str = super().get_success_message(num_parent_objects, num_child_objects)
            return message
        said = ngettext(
            "%(number)d item comes down at %(hour)s.", "%(number)d items come down at %(hour)s.", num_parent_objects
        )
        said = said % {"number": num_parent_objects, "hour": time_zones.in_zones(hour)}
        if not (number := sum(map(is_alias, self.actionable_objects))):
            return said
        left = ngettext(
            "%(number)d alias has no scheduled time of its own, and stays as it is.",
            "%(number)d aliases have no scheduled time of their own, and stay as they are.",
            number,
        )
        return f"{said} {left % {'number': number}}"


class UnpublishPages(ForAReasonBulkMixin, UnpublishBulkAction):
    """Wagtail's own of pages."""

    form_class = TakedownPagesForm
    template_name = "taking_down/confirm_bulk_unpublish.html"
