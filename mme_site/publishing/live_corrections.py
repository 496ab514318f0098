"""Correcting what readers see while a later version waits for its hour.

Both are corrected, the later one where it has not changed the same words, and its schedule stays as it is.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.actions.registry import action_registry
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from mme_site.pages.validation.problems import labels_of
from mme_site.pages.validation.rules import errors_of
from mme_site.pages.validation.subject import Subject
from mme_site.publishing import schedule_store
from mme_site.publishing.execution import get_for_update, keeping_schedules
from mme_site.publishing.releases.corrections import differing, merge


class NothingWaits(Exception):
    """No later version of it waits for its hour: it has gone live in the meantime, or its schedule was cancelled."""


class CorrectedMeanwhile(Exception):
    """Readers see another version than the one that was corrected."""


@dataclass(frozen=True)
class Corrected:
    """What became of the version that waits: its revision, the names of the fields that keep its own words, and why."""

    waiting: Revision
    kept: list[str]
    refusal: str = ""

    @property
    def fields(self) -> str:
        """The fields that keep the words of the version that waits, as the editor's form calls them."""
        return labels_of(self.waiting.content_type.model_class(), self.kept)


def copy_of_live(item: Any) -> Any:
    """Return a page or record as readers see it, to be corrected: what is scheduled of it does not lock this copy."""
    model = item.specific_class if isinstance(item, Page) else type(item)
    live = model._default_manager.get(pk=item.pk)
    live.scheduled_revision = None  # the cached property that Wagtail's lock asks
    return live


@transaction.atomic
def correct(item: Any, user: AbstractBaseUser | None, read: int | None) -> Corrected | None:
    """Publish a corrected `copy_of_live`, None where it says the same; `read` was live when the person began.

    Raises NothingWaits, CorrectedMeanwhile, and ValidationError where the rules of its kind refuse it.
    """
    stored: Any = get_for_update(ContentType.objects.get_for_model(item).pk, str(item.pk))
    approved = Revision.objects.select_for_update(of=("self",)).filter(approved_go_live_at__isnull=False)
    waiting = approved.for_instance(item).first()
    if stored is None or waiting is None or not stored.live:
        raise NothingWaits
    if stored.live_revision_id != read:
        raise CorrectedMeanwhile
    before = stored.serializable_data()
    if not differing(before, item.serializable_data()):
        return None
    item.go_live_at, item.expire_at = None, stored.expire_at
    correction = item.save_revision(user=user, clean=False)
    action_class = keeping_schedules(action_registry.get_action_class(type(item), "publish"))
    action_class(correction, user=user).execute(skip_permission_checks=True)
    return hand_on(correction, before, waiting, user)


def hand_on(
    correction: Revision, before: dict[str, Any], waiting: Revision, user: AbstractBaseUser | None
) -> Corrected:
    """Give the version that waits the same correction, as a new version in its place, which is the latest again."""
    merged = merge(waiting.content, before, correction.content)
    stored: Any = get_for_update(waiting.content_type_id, waiting.object_id)
    version, own = (stored.with_content_json(content) for content in (merged.content, waiting.content))
    known = errors_in(own)
    kept, refusal = merged.in_both, " ".join(text for text in errors_in(version) if text not in known)
    if refusal:  # each is right by itself, and not both together: a day that is corrected, and another one after it
        version, kept = own, sorted([*merged.in_both, *merged.taken])
    replacement = version.save_revision(user=waiting.user, clean=False)
    schedule_store.replace_revision(waiting, replacement)
    replacement.refresh_from_db()
    log(instance=stored, action="mme.live.corrected", user=user, revision=correction, data={"kept": kept})
    return Corrected(replacement, kept, refusal)


def errors_in(version: Any) -> list[str]:
    """Return what would stop the publication of a version."""
    try:
        version.full_clean()
    except ValidationError as error:
        return error.messages
    return [problem.text for problem in errors_of(Subject(version), publishing=True)]
