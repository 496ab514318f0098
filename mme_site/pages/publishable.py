"""What every page and draftable snippet does when it is published."""

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.dispatch import Signal
from django.utils.dateparse import parse_datetime
from wagtail.locks import ScheduledForPublishLock
from wagtail.models import Page, Revision

from mme_site.core import clock
from mme_site.pages.late_saves import LateSaveMixin, Publication
from mme_site.pages.locks import ScheduleLock
from mme_site.pages.schedule_forms import SchedulePageForm, ScheduleSnippetForm
from mme_site.pages.slugs import readdress_translations
from mme_site.pages.validation.rules import raise_for_errors

if TYPE_CHECKING:

    class DraftablePage(LateSaveMixin):
        alias_of_id: int | None
        slug: str

        def get_ancestors(self, inclusive: bool = False) -> Any: ...

        def update_aliases(self, **kwargs: Any) -> None: ...

        class Meta:
            abstract = True

else:
    DraftablePage = object


publication_missed = Signal()  # instance, revision, expire_at, user


def date_in(revision: Revision, name: str) -> datetime.datetime | None:
    """Return a date of a revision's content: text once it is stored, a moment in what has just been made."""
    date = revision.content.get(name)
    return parse_datetime(date) if isinstance(date, str) else date


def passed_expiry(revision: Revision) -> datetime.datetime | None:
    """Return the hour at which a revision should have come down, where that has passed."""
    expire_at = date_in(revision, "expire_at")
    return expire_at if expire_at and expire_at <= clock.now() else None


def waits_for_its_hour(revision: Revision) -> bool:
    go_live_at = date_in(revision, "go_live_at")
    return go_live_at is not None and go_live_at > clock.now()


def tell_missed(revision: Revision, user: Any) -> bool:
    """Return True for a revision whose time has passed, and tell that it was missed.

    What should have come down already is not shown for a moment, whoever publishes or
    approves it; what is live stays as it is.
    """
    expire_at = passed_expiry(revision)
    if expire_at is None or waits_for_its_hour(revision):
        return False
    item = revision.content_object
    publication_missed.send(type(item), instance=item, revision=revision, expire_at=expire_at, user=user)
    return True


class SafePublishingMixin(LateSaveMixin):
    """The first base of what can be scheduled: Wagtail's own publishing, made whole.

    - Publishing and unpublishing are one transaction each (faults c and d), and what should
      have come down already is not published (fault j): atomic_actions.py.
    - What the rules of its kind refuse is not published, whoever asks (mme_site/editorial/checks).
    - What is live without a live revision, as an import leaves it, stays live when an update
      of it is scheduled (fault k; wagtail/actions/publish_revision.py asks for that revision
      to tell whether the object is live).
    - A save that read before a publication does not undo it (fault w; late_saves.py).
    """

    base_form_class = ScheduleSnippetForm

    def publish(self, revision: Revision, user: Any = None, *args: Any, **kwargs: Any) -> None:
        super().publish(revision, user, *args, **kwargs)
        self.take_over_publication()  # what is done with this copy afterwards knows of it

    def full_clean(self, exclude: Iterable[str] | None = None, *args: Any, **kwargs: Any) -> None:
        if self.live_revision_before is not None:  # these came from the row, which the database has checked
            exclude = {*(exclude or ()), *self.of_the_row}
        super().full_clean(exclude, *args, **kwargs)
        if self.is_being_published:
            self.lock_compared_records()
            raise_for_errors(self)

    live_revision_before: tuple[int | None, ...] | None = None

    @property
    def is_being_published(self) -> bool:
        """True of what was read from a revision that is now to be its live one (wagtail/actions/publish_revision)."""
        before = self.live_revision_before
        return self.live and before is not None and self.live_revision_id not in before

    def lock_compared_records(self) -> None:
        """Let who publishes another record, with which this one is compared, wait until the transaction ends."""

    # What a version does not bring along: with_content_json takes these from the row.
    of_the_row: ClassVar[tuple[str, ...]] = ("latest_revision", "live_revision", "locale", "translation_key")

    def with_content_json(self, content: dict[str, Any]) -> Any:
        # A key that the version names is looked up in the database, and then thrown away.
        own = {name: value for name, value in content.items() if name not in self.of_the_row}
        item = super().with_content_json(own)
        item.live_revision_before = (self.live_revision_id,)
        if item.live:
            item.live_revision_id = self.live_revision_id or self.latest_revision_id
            item.live_revision_before = (self.live_revision_id, item.live_revision_id)
        return item

    def get_lock(self) -> Any:
        lock = super().get_lock()
        return ScheduleLock(self) if isinstance(lock, ScheduledForPublishLock) else lock


class SafePagePublishingMixin(SafePublishingMixin, DraftablePage):
    """The same for pages, which can have aliases."""

    base_form_class = SchedulePageForm
    of_the_row = (
        *SafePublishingMixin.of_the_row,
        *("path", "content_type", "alias_of", "owner", "locked_by"),
    )

    of_publication = Publication._fields
    slug_of_row: str | None = None  # while it is written over

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep an alias down while a page above it is; it follows as soon as that goes live (schedule_store)."""
        if self.alias_of_id and self.is_put_up and self.get_ancestors().filter(live=False, depth__gt=1).exists():
            self.live = False
        super().save(*args, **kwargs)

    def write(self, row: Publication | None, *args: Any, **kwargs: Any) -> None:
        """Write the redirects of another slug with it, and let its translations follow."""
        before = Page.objects.filter(pk=self.pk).specific().get() if row and row.slug != self.slug else None
        self.slug_of_row = row.slug if row else None
        try:
            super().write(row, *args, **kwargs)
        finally:
            self.slug_of_row = None
        if before:
            # It names its models, so that it cannot be imported before they are there.
            from wagtail.contrib.redirects.signal_handlers import autocreate_redirects_on_slug_change

            # Wagtail calls it after the commit, when a process that dies loses it; a second call changes nothing.
            autocreate_redirects_on_slug_change(instance_before=before, instance=self)
            readdress_translations(cast(Page, self), before.slug)

    @property
    def is_put_up(self) -> bool:
        """True of what readers do not see yet and will after it is saved."""
        return self.live and self.read is not None and not self.read.live

    def update_aliases(self, **kwargs: Any) -> None:
        """Bring the aliases up to date, but not before this page is live (fault l, wagtail#11344)."""
        if self.live:
            super().update_aliases(**kwargs)
