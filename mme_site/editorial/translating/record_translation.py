"""Writes the words of records in a language, for whom may translate into it and need not change anything else."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, LockableMixin, WorkflowMixin
from wagtail.permissions import policy_registry

from mme_site.core.languages import labelled
from mme_site.editorial.translating.records import same_in_draft


@transaction.atomic
def translate_text(text, words, language, user):
    """Write a text of a record; return True where readers see it at once.

    The words of a record with drafts become a draft, which is sent for review unless this person may publish it.
    Raises ValidationError for what is too long, and for a record that is locked.
    """
    record, owner = text.record, text.owner
    field = record._meta.get_field(record.translated_fields[text.name])
    if field.max_length:
        MaxLengthValidator(field.max_length)(words)
    if not isinstance(owner, DraftStateMixin):
        record = type(record)._default_manager.select_for_update().get(pk=record.pk)
        record.translate(text.name, language, words)
        record.save()
        log(instance=owner, action="wagtail.edit", user=user)
        return True
    lock = owner.get_lock() if isinstance(owner, LockableMixin) else None
    if lock and lock.for_user(user):
        raise ValidationError(_("“%(title)s” is locked. Try again later.") % {"title": owner})
    owner = type(owner)._default_manager.select_for_update().get(pk=owner.pk)  # with what was written a moment ago
    others = owner.has_unpublished_changes
    draft = owner.get_latest_revision_as_object()
    if (target := same_in_draft(record, draft)) is None:
        raise ValidationError(_("The draft of “%(title)s” no longer has this text.") % {"title": owner})
    target.translate(text.name, language, words)
    revision = draft.save_revision(user=user, log_action=True, changed=True)
    if not others and policy_registry.get_by_type(type(owner)).user_has_permission(user, "publish"):
        revision.publish(user=user)
        return True
    send_for_review(type(owner)._default_manager.get(pk=owner.pk), user)
    return False


def send_for_review(record, user):
    """Start the review of a record's draft, where there is one and it is not in review already."""
    workflow = record.get_workflow() if isinstance(record, WorkflowMixin) else None
    if workflow and not record.current_workflow_state:
        workflow.start(record, user)


def write_all(texts, said, language, user):
    """Write what was said of texts, by their names in the form; return (public at once, sent for review, problems)."""
    public, drafts, problems = 0, 0, []
    for text in texts:
        words = said.get(text.form_name, "").strip()
        if not words or words == text.translation:
            continue
        try:
            is_public = translate_text(text, words, language, user)
        except ValidationError as error:
            problems.append(labelled(text.title, " ".join(error.messages)))
            continue
        public, drafts = public + is_public, drafts + (not is_public)
    return public, drafts, problems
