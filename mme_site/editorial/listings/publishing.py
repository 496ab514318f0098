"""Publish many pages or records at once, and take many records down.

What readers would notice is shown before, item by item. What cannot be published is left as it
is, and said with the reason; the others are published all the same.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import classproperty
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.models import DraftStateMixin, Page
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction
from wagtail.snippets.models import get_snippet_models

from mme_site.editorial.checks.messages import new_problems
from mme_site.editorial.import_export.kinds import lock_of
from mme_site.pages.validation.problems import Severity, error, label_of
from mme_site.pages.validation.rules import ContentRefused


def is_locked(item, user):
    """Return True where somebody has locked an item, or a schedule or a review has."""
    lock = lock_of(item)
    return bool(lock and lock.for_user(user))


def publish(item, user):
    """Publish the draft of an item; return the reasons where it is refused, and whether it waits for its hour."""
    revision = item.get_latest_revision() or getattr(item, "specific", item).save_revision(user=user)
    try:
        with transaction.atomic():
            revision.publish(user=user)
    except ValidationError as refusal:
        return reasons_of(refusal, type(item.specific_deferred if isinstance(item, Page) else item)), False
    revision.refresh_from_db(fields=["approved_go_live_at"])
    return [], revision.approved_go_live_at is not None


def reasons_of(refusal, model):
    """Return why something was refused, each with what the editor's form calls its field."""
    if isinstance(refusal, ContentRefused):
        return [str(problem) for problem in refusal.problems]
    by_field = refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages}
    found = [error(text, field, label=label_of(model, field)) for field, texts in by_field.items() for text in texts]
    return [str(problem) for problem in found]


def drafts_below(page, user):
    """Return the drafts below a page that a person may publish."""
    drafts = page.get_descendants().not_live().defer_streamfields().specific()
    return [draft for draft in drafts if draft.permissions_for_user(user).can_publish() and not is_locked(draft, user)]


class Asking:
    """Asks in words of its own, and knows who acts; stands before a bulk action of Wagtail's."""

    template_name = "listings/confirm.html"
    words = {}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**self.words, **kwargs)

    def get_execution_context(self):
        return {**super().get_execution_context(), "user": self.request.user}


class Publishing(Asking):
    """What publishing pages and records has in common."""

    words = {
        "title": gettext_lazy("Publish"),
        "question": gettext_lazy("Publish all of these?"),
        "yes": gettext_lazy("Yes, publish"),
        "left_alone": gettext_lazy("You may not publish these, or they are locked, scheduled or in review:"),
    }

    def object_context(self, obj):
        context = super().object_context(obj)
        problems = new_problems(context["item"].get_latest_revision_as_object())
        errors = [problem for problem in problems if problem.severity == Severity.ERROR]
        return {**context, "errors": errors, "warnings": [problem for problem in problems if problem not in errors]}

    def get_execution_context(self):
        return {**super().get_execution_context(), "tell": self.tell}

    @classmethod
    def execute_action(cls, objects, user=None, tell=None, include_descendants=False, **kwargs):
        below = [page for item in objects for page in drafts_below(item, user)] if include_descendants else []
        return cls.publish_all(objects, user, tell), cls.publish_all(below, user, tell)

    @staticmethod
    def publish_all(items, user, tell):
        """Publish these; return how many were, and tell of the others."""
        published = 0
        for item in items:
            reasons, waits = publish(item, user)
            if reasons or waits:
                tell(item, reasons)
            else:
                published += 1
        return published

    def tell(self, item, reasons):
        """Say what was not published, and why; or that it is scheduled now."""
        if not reasons:
            messages.success(self.request, _("“%(title)s” goes live at its hour.") % {"title": item})
            return
        opening = _("“%(title)s” was not published:") % {"title": item}
        lines = format_html_join("", '<li dir="auto">{}</li>', ((reason,) for reason in reasons))
        messages.error(self.request, format_html("{}<ul>{}</ul>", opening, lines))

    def get_success_message(self, num_parent_objects, num_child_objects):
        if not num_parent_objects + num_child_objects:
            return None
        return super().get_success_message(num_parent_objects, num_child_objects)


class PublishPages(Publishing, PublishBulkAction):
    """Wagtail's own, which publishes what is locked, and nothing where one of many is refused."""

    def check_perm(self, page):
        return super().check_perm(page) and not is_locked(page.specific_deferred, self.request.user)


class RecordAction(SnippetBulkAction):
    """An act on records with drafts, by who may publish them."""

    said = ("", "")

    @classproperty
    def models(cls):
        return [model for model in get_snippet_models() if issubclass(model, DraftStateMixin)]

    def check_perm(self, record):
        return self.permission_policy.user_has_permission_for_instance(
            self.request.user, "publish", record
        ) and not is_locked(record, self.request.user)

    def get_success_message(self, num_parent_objects, num_child_objects):
        one, many = self.said
        return ngettext(one, many, num_parent_objects) % {"number": num_parent_objects}


class PublishRecords(Publishing, RecordAction):
    display_name = gettext_lazy("Publish")
    aria_label = gettext_lazy("Publish what is selected")
    action_type = "publish"
    action_priority = 40
    said = ("%(number)d item has been published", "%(number)d items have been published")


class UnpublishRecords(Asking, RecordAction):
    display_name = gettext_lazy("Unpublish")
    aria_label = gettext_lazy("Unpublish what is selected")
    action_type = "unpublish"
    action_priority = 50
    words = {
        "title": gettext_lazy("Unpublish"),
        "question": gettext_lazy("Take all of these down?"),
        "yes": gettext_lazy("Yes, unpublish"),
        "left_alone": gettext_lazy("You may not take these down, or they are drafts, locked or in review:"),
    }
    said = ("%(number)d item has been unpublished", "%(number)d items have been unpublished")

    def check_perm(self, record):
        return record.live and super().check_perm(record)

    @classmethod
    def execute_action(cls, objects, user=None, **kwargs):
        for record in objects:
            record.unpublish(user=user)
        return len(objects), 0
