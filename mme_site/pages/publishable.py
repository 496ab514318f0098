"""What every page and draftable snippet does when it is published."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction
from wagtail.locks import ScheduledForPublishLock

from mme_site.pages.locks import ScheduleLock
from mme_site.pages.schedule_forms import SchedulePageForm, ScheduleSnippetForm
from mme_site.pages.validation.rules import raise_for_errors

_publishing_scheduled = ContextVar("publishing_scheduled", default=False)


@contextmanager
def publishing_scheduled():
    """Publish inside in the surrounding transaction, with a quarter of the queries fewer.

    Keys, uniqueness and check constraints are held by the database; what it refuses is rolled
    back with the rest, and then said in words (failures.explain). All else is validated.
    """
    token = _publishing_scheduled.set(True)
    try:
        yield
    finally:
        _publishing_scheduled.reset(token)


class SafePublishingMixin:
    """The first base of what can be scheduled: Wagtail's own publishing, made whole.

    - Publishing and unpublishing are one transaction each (faults c and d).
    - What the rules of its kind refuse is not published, whoever asks (mme_site/editorial/checks).
    - What is live without a live revision, as an import leaves it, stays live when an update
      of it is scheduled (fault k; wagtail/actions/publish_revision.py asks for that revision
      to tell whether the object is live).
    """

    base_form_class = ScheduleSnippetForm

    def publish(self, *args, **kwargs):
        with transaction.atomic(savepoint=not _publishing_scheduled.get()):
            return super().publish(*args, **kwargs)

    def full_clean(self, exclude=None, validate_unique=True, validate_constraints=True):
        """Ask a query for nothing that the database refuses by itself, where the publisher asks."""
        if _publishing_scheduled.get():
            keys = {field.name for field in self._meta.concrete_fields if field.many_to_one}
            exclude = keys.union(exclude or ())
            validate_unique = validate_constraints = False
        super().full_clean(exclude=exclude, validate_unique=validate_unique, validate_constraints=validate_constraints)
        if self.is_being_published:
            self.lock_compared_records()
            raise_for_errors(self)

    live_revision_before = None

    @property
    def is_being_published(self):
        """True of what was read from a revision that is now to be its live one (wagtail/actions/publish_revision)."""
        before = self.live_revision_before
        return self.live and before is not None and self.live_revision_id not in before

    def lock_compared_records(self):
        """Let who publishes another record, with which this one is compared, wait until the transaction ends."""

    def unpublish(self, *args, **kwargs):
        with transaction.atomic():
            return super().unpublish(*args, **kwargs)

    def with_content_json(self, content):
        item = super().with_content_json(content)
        item.live_revision_before = (self.live_revision_id,)
        if item.live:
            item.live_revision_id = self.live_revision_id or self.latest_revision_id
            item.live_revision_before = (self.live_revision_id, item.live_revision_id)
        return item

    def get_lock(self):
        lock = super().get_lock()
        return ScheduleLock(self) if isinstance(lock, ScheduledForPublishLock) else lock


class SafePagePublishingMixin(SafePublishingMixin):
    """The same for pages, which can have aliases."""

    base_form_class = SchedulePageForm

    def with_content_json(self, content):
        page = super().with_content_json(content)
        page._cached_parent_obj = self.get_parent()  # which treebeard would read again, twice
        return page

    def update_aliases(self, **kwargs):
        """Bring the aliases up to date, but not before this page is live (fault l, wagtail#11344)."""
        if self.live:
            super().update_aliases(**kwargs)
