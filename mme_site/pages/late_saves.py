"""A save that read before a publication and writes after it does not undo it (fault w)."""

import datetime
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Self

from django.db import transaction
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Page, Revision

if TYPE_CHECKING:
    from wagtail.models import DraftStateMixin, RevisionMixin

    class Draftable(DraftStateMixin, RevisionMixin):
        """What the mixins stand before: their `super()` is Wagtail's."""

        class Meta:
            abstract = True

else:
    Draftable = object

OF_PUBLICATION = (
    *("live", "live_revision_id", "has_unpublished_changes", "first_published_at", "last_published_at"),
    "expired",
)
OF_LATEST_REVISION = ("latest_revision_id",)
OF_LATEST_REVISION_OF_PAGE = (*OF_LATEST_REVISION, "latest_revision_created_at", "draft_title")


class Publication(NamedTuple):
    """What of a row says whether it is published, which revision is, when it was, and which revision is the latest."""

    live: bool
    live_revision_id: int | None
    last_published_at: datetime.datetime | None
    latest_revision_id: int | None
    slug: str = ""  # of a page


class LateSaveMixin(Draftable):
    """For what can be published: whole rows are written by who knows what is published.

    Wagtail writes the whole row of a draft that it has read, however long ago that was: its
    edit view (`form.save(commit=not page.live)`), the actions behind imports and the API, a
    script. Where the row was published or taken down meanwhile, by others, it stays as it is
    and the text is kept as a draft. Who publishes or takes down writes as before, but for
    the drafts that others have saved meanwhile.
    """

    of_publication: ClassVar[tuple[str, ...]] = Publication._fields[:-1]
    read: Publication | None = None  # what the row said when this was read or saved
    locked_row: Publication | None = None  # what it says, for the next save: who set this keeps it from other writers

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        item = super().from_db(*args, **kwargs)
        item.remember_publication()
        return item

    def refresh_from_db(
        self, using: str | None = None, fields: Iterable[str] | None = None, from_queryset: Any = None
    ) -> None:
        fields = fields if fields is None else list(fields)
        super().refresh_from_db(using, fields, from_queryset)
        self.remember_publication(fields)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        item = super().with_content_json(content)
        item.live_revision_id = self.live_revision_id
        item.locked_row = self.locked_row
        item.read = self.read and self.read._replace(last_published_at=item.last_published_at)
        return item

    def remember_publication(self, names: Collection[str] | None = None) -> None:
        """Remember what the row says now, of these fields or of all; nothing where it was read in part."""
        if self.get_deferred_fields().intersection(self.of_publication):
            return
        if names is None or self.read is not None:
            known = self.of_publication if names is None else {*names, *(f"{name}_id" for name in names)}
            now = {name: getattr(self, name) for name in self.of_publication if name in known}
            self.read = self.read._replace(**now) if self.read else Publication(**now)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row, unless somebody else has published it or taken it down since it was read.

        Then its text becomes a draft. A save that names its fields writes them in any case.
        """
        update_fields = kwargs.get("update_fields")
        with transaction.atomic():
            writes_row = update_fields is None and not self._state.adding
            row = (self.locked_row or self.lock_publication()) if writes_row else None
            self.locked_row = None
            if row and self.is_outdated_by(row):
                self.keep_as_draft()
                return
            if (
                row
                and self.read
                and row.latest_revision_id not in (self.read.latest_revision_id, self.latest_revision_id)
            ):
                self.take_over_latest_revision()
            self.write(row, *args, **kwargs)
        self.remember_publication(update_fields)

    def write(self, row: Publication | None, *args: Any, **kwargs: Any) -> None:
        """Save, where `row` is what the whole row says that is written over, and locked; None where none is."""
        super().save(*args, **kwargs)

    def is_outdated(self) -> bool:
        """Return True where others have published this or taken it down since it was read; its row stays locked."""
        return not self._state.adding and self.is_outdated_by(self.lock_publication())

    def is_outdated_by(self, row: Publication | None) -> bool:
        """Return True where the row says another publication than this copy does, and this save is none itself."""
        if row is None or self.read is None:
            return False
        is_publication = self.live != self.read.live or (
            self.live and self.last_published_at != self.read.last_published_at
        )
        is_known = row[:2] in (self.read[:2], (self.live, self.live_revision_id))
        return not is_publication and not is_known

    def lock_publication(self) -> Publication | None:
        """Return what the row says, which waits for this transaction to end before anybody else writes it."""
        table = self._meta.get_field("live").model  # the one that all pages share
        rows = table._base_manager.select_for_update(no_key=True).filter(pk=self.pk)
        row = rows.values_list(*self.of_publication).first()
        return Publication(*row) if row else None

    def keep_as_draft(self) -> None:
        """Save the text as a draft of what is published now; what is scheduled is kept by its revision."""
        if self.go_live_at and self.revisions.filter(approved_go_live_at=self.go_live_at).exists():
            self.has_unpublished_changes = True
            self.save(update_fields=["has_unpublished_changes"])
            return
        self.take_over_publication()
        self.save_revision(clean=False)

    def take_over_publication(self) -> None:
        """Make this copy say what the row says of its publication."""
        self.take_over(OF_PUBLICATION)
        self.remember_publication()

    def take_over_latest_revision(self) -> None:
        """Leave the latest revision as the row has it: somebody has saved a draft since this was read."""
        self.take_over(OF_LATEST_REVISION_OF_PAGE if isinstance(self, Page) else OF_LATEST_REVISION)
        self.has_unpublished_changes = True

    def take_over(self, names: Sequence[str]) -> None:
        table = self._meta.get_field("live").model
        for name, value in table._base_manager.filter(pk=self.pk).values(*names).get().items():
            setattr(self, name, value)

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Save a draft; an autosave begins a new one where the one it would replace is public or waits for its hour."""
        with transaction.atomic():
            if (replaced := kwargs.get("overwrite_revision")) and self.is_promised(replaced):
                kwargs["overwrite_revision"] = None
            revision: Revision = super().save_revision(*args, **kwargs)
            return revision

    def is_promised(self, revision: Revision) -> bool:
        """Return True of a revision that readers see, or will see at its hour; nobody changes that until the end.

        What else promises one, as a release, says so with the hook `is_revision_promised`.
        """
        row = self.lock_publication()
        if any(hook(revision) for hook in hooks.get_hooks("is_revision_promised")):
            return True
        approved = Revision.objects.filter(pk=revision.pk, approved_go_live_at__isnull=False)
        return (row is not None and row.live_revision_id == revision.pk) or approved.exists()


class LateSaveFormMixin(WagtailAdminModelForm):
    """For the form of what can be published: what is typed into a copy that is outdated becomes a draft."""

    def save(self, commit: bool = True) -> Any:
        """Save as Wagtail does; nothing but the copy where the row was published since it was read.

        Its lines would else become those of what readers see. The view saves a revision after this.
        """
        with transaction.atomic():
            if commit and isinstance(self.instance, LateSaveMixin) and self.instance.is_outdated():
                self.instance.take_over_publication()
                commit = False
            return super().save(commit=commit)
