"""What every page and draftable snippet does when it is published."""

from django.db import transaction
from wagtail.locks import ScheduledForPublishLock

from mme_site.publishing.forms import SchedulePageForm, ScheduleSnippetForm
from mme_site.publishing.locks import ScheduleLock


class SafePublishingMixin:
    """The first base of what can be scheduled: Wagtail's own publishing, made whole.

    - Publishing and unpublishing are one transaction each (faults c and d).
    - What is live without a live revision, as an import leaves it, stays live when an update
      of it is scheduled (fault k; wagtail/actions/publish_revision.py asks for that revision
      to tell whether the object is live).
    """

    base_form_class = ScheduleSnippetForm

    def publish(self, *args, **kwargs):
        with transaction.atomic():
            return super().publish(*args, **kwargs)

    def unpublish(self, *args, **kwargs):
        with transaction.atomic():
            return super().unpublish(*args, **kwargs)

    def with_content_json(self, content):
        item = super().with_content_json(content)
        if item.live:
            item.live_revision_id = self.live_revision_id or self.latest_revision_id
        return item

    def get_lock(self):
        lock = super().get_lock()
        return ScheduleLock(self) if isinstance(lock, ScheduledForPublishLock) else lock


class SafePagePublishingMixin(SafePublishingMixin):
    """The same for pages, which can have aliases."""

    def with_content_json(self, content):
        page = super().with_content_json(content)
        page._cached_parent_obj = self.get_parent()  # which treebeard would read again, twice
        return page

    base_form_class = SchedulePageForm

    def update_aliases(self, **kwargs):
        """Bring the aliases up to date, but not before this page is live (fault l, wagtail#11344)."""
        if self.live:
            super().update_aliases(**kwargs)
