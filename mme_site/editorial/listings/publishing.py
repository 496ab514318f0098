"""Publish many pages or records at once, and take many records down.

What readers would notice is shown before, item by item. What cannot be published is left as it
is, and said with the reason; the others are published all the same.
"""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.functional import classproperty
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, Page
from wagtail.signals import page_published
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction
from wagtail.snippets.models import get_snippet_models

from mme_site.editorial.checks.messages import new_problems
from mme_site.editorial.import_export.resources import lock_of
from mme_site.editorial.jobs.tasks import start
from mme_site.editorial.jobs.views import answer
from mme_site.editorial.taking_down.bulk import ForAReasonBulkMixin
from mme_site.editorial.taking_down.forms import TakedownForm
from mme_site.pages.validation.problems import Severity, error, label_of
from mme_site.pages.validation.rules import ContentRefused
from mme_site.publishing.schedule import Schedule, ScheduleStatus


def is_locked(item, user):
    """Return True where somebody has locked an item, or a schedule or a review has."""
    lock = lock_of(item)
    return bool(lock and lock.for_user(user))


def publish(item, user):
    """Publish the draft of an item; return the reasons where it is refused, and whether it waits for its hour."""
    if getattr(item, "alias_of_id", None):
        return publish_alias(item.specific, user), False
    revision = item.get_latest_revision() or getattr(item, "specific", item).save_revision(user=user)
    began = timezone.now()
    try:
        with transaction.atomic():
            revision.publish(user=user)
    except ValidationError as refusal:
        return reasons_of(refusal, type(item.specific_deferred if isinstance(item, Page) else item)), False
    if missed := Schedule.objects.filter(
        revision=revision, status=ScheduleStatus.MISSED, finished_at__gte=began
    ).first():
        return [str(error(missed.reason))], False
    revision.refresh_from_db(fields=["approved_go_live_at"])
    return [], revision.approved_go_live_at is not None


def publish_alias(alias, user):
    """Show a page again that follows another one; return why not, where readers do not see that one."""
    if not alias.alias_of.live:
        text = _("It follows a page that is not published, “%(title)s”, and goes live with it.")
        return [text % {"title": alias.alias_of}]
    if not alias.live:
        with transaction.atomic():
            alias.live, alias.has_unpublished_changes, alias.expired = True, False, False
            alias.last_published_at = timezone.now()
            alias.first_published_at = alias.first_published_at or alias.last_published_at
            alias.save(clean=False)
            page_published.send(sender=type(alias), instance=alias, revision=None, alias=True)
            log(instance=alias, action="wagtail.publish", user=user)
    return []


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


def publish_items(job, progress):
    """Publish these, and what is below them where that is asked for; what is done stays done if this ends half-way."""
    items = list(items_of(job))
    if job.arguments["below"]:
        items += [page for item in items for page in drafts_below(item, job.user)]
    done = job.result.setdefault("done", [])
    left = [item for item in items if item.pk not in done]
    progress.expect(len(left))
    try:
        for item in left:
            with transaction.atomic():
                record_outcome(job, item, *publish(item, job.user))
                done.append(item.pk)
                job.save(update_fields=["result"])
            progress.step()
    finally:
        if number := job.result.get("published"):
            said = published_message(number, job.arguments["model"])
            job.result["messages"] = [("success", said, []), *job.result.get("messages", [])]


def published_message(number, model):
    if model == Page._meta.label:
        said = ngettext("%(number)d page has been published", "%(number)d pages have been published", number)
    else:
        said = ngettext("%(number)d item has been published", "%(number)d items have been published", number)
    return said % {"number": number}


def items_of(job):
    """Return the pages or records that a job is about, in the order in which they were chosen."""
    model = apps.get_model(job.arguments["model"])
    found = model._default_manager.in_bulk(job.arguments["keys"])
    return [found[key] for key in job.arguments["keys"] if key in found]


def record_outcome(job, item, reasons, waits):
    """Note what is to be said of an item: that it was published, why not, or that it is scheduled now."""
    if not reasons and not waits:
        job.result["published"] = job.result.get("published", 0) + 1
        return
    if reasons:
        said = ("error", _("“%(title)s” was not published:") % {"title": item}, reasons)
    else:
        said = ("success", _("“%(title)s” goes live at its scheduled time.") % {"title": item}, [])
    job.result.setdefault("messages", []).append(said)


class ConfirmationMixin:
    """Asks in words of its own, and knows who acts; stands before a bulk action of Wagtail's."""

    template_name = "listings/confirm.html"
    words = {}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**self.words, **kwargs)

    def get_execution_context(self):
        return {**super().get_execution_context(), "user": self.request.user}


class PublishMixin(ConfirmationMixin):
    """What publishing pages and records has in common."""

    words = {
        "title": gettext_lazy("Publish"),
        "question": gettext_lazy("Publish all of these?"),
        "yes": gettext_lazy("Yes, publish"),
        "left_alone": gettext_lazy("You may not publish these, or they are locked, scheduled or in review:"),
    }

    def object_context(self, obj):
        context = super().object_context(obj)
        problems = (
            [] if getattr(obj, "alias_of_id", None) else new_problems(context["item"].get_latest_revision_as_object())
        )
        errors = [problem for problem in problems if problem.severity == Severity.ERROR]
        return {**context, "errors": errors, "warnings": [problem for problem in problems if problem not in errors]}

    def form_valid(self, form):
        """Let the worker publish them; who has many sees how far it is."""
        self.cleaned_form = form
        items, _refused = self.get_actionable_objects()
        job = start(
            self.request.user,
            publish_items,
            str(self.words["title"]),
            address=self.next_url,
            model=self.model._meta.label,
            keys=[item.pk for item in items],
            below=bool(form.cleaned_data.get("include_descendants")),
        )
        return answer(self.request, job)


class PublishPages(PublishMixin, PublishBulkAction):
    """Wagtail's own, which publishes what is locked, and nothing where one of many is refused."""

    def check_perm(self, page):
        return super().check_perm(page) and not is_locked(page.specific_deferred, self.request.user)


class RecordAction(SnippetBulkAction):
    """An action on records with drafts, by who may publish them."""

    @classproperty
    def models(cls):
        return [model for model in get_snippet_models() if issubclass(model, DraftStateMixin)]

    def check_perm(self, record):
        return self.permission_policy.user_has_permission_for_instance(
            self.request.user, "publish", record
        ) and not is_locked(record, self.request.user)


class PublishRecords(PublishMixin, RecordAction):
    display_name = gettext_lazy("Publish")
    aria_label = gettext_lazy("Publish what is selected")
    action_type = "publish"
    action_priority = 40


class UnpublishRecordsAction(ConfirmationMixin, RecordAction):
    """What Wagtail has of pages, for records."""

    display_name = gettext_lazy("Unpublish")
    aria_label = gettext_lazy("Unpublish what is selected")
    action_type = "unpublish"
    action_priority = 50
    words = {
        "title": gettext_lazy("Unpublish"),
        "question": gettext_lazy("Unpublish all of these?"),
        "yes": gettext_lazy("Yes, unpublish"),
        "left_alone": gettext_lazy("You may not unpublish these, or they are drafts, locked or in review:"),
    }

    def get_success_message(self, num_parent_objects, num_child_objects):
        said = ngettext(
            "%(number)d item has been unpublished", "%(number)d items have been unpublished", num_parent_objects
        )
        return said % {"number": num_parent_objects}

    def check_perm(self, record):
        return record.live and super().check_perm(record)

    @classmethod
    def execute_action(cls, objects, user=None, **kwargs):
        for record in objects:
            record.unpublish(user=user)
        return len(objects), 0


class UnpublishRecords(ForAReasonBulkMixin, UnpublishRecordsAction):
    form_class = TakedownForm
