"""An item of a release as a line of its page."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.coreutils import get_content_languages
from wagtail.models import Page

from mme_site.pages.validation.problems import labels_of
from mme_site.publishing.releases import changes, corrections
from mme_site.publishing.releases.item import ItemKind, ReleaseItem
from mme_site.publishing.schedule import Schedule


@dataclass
class ItemRow:
    """One item, for one viewer."""

    item: ReleaseItem
    user: object
    finder: AdminURLFinder
    schedules: dict

    @property
    def language(self):
        return get_content_languages().get(self.item.language, self.item.language)

    @cached_property
    def edit_url(self):
        """The editor; None where the viewer may not edit it, or it is gone, or is an address."""
        if self.item.kind in (ItemKind.REDIRECT, ItemKind.SETTINGS) or self.item.instance is None:
            return None
        return self.finder.get_edit_url(self.item.instance)

    @property
    def version_url(self):
        """The pinned version as it will look; of pages only."""
        is_page = self.item.content_type.model_class() is Page
        if not (is_page and self.edit_url and self.item.revision_id):
            return None
        return reverse("wagtailadmin_pages:revisions_view", args=[self.item.object_id, self.item.revision_id])

    @cached_property
    def corrected_in_both(self):
        """The fields that the version and a correction of what is public have both changed, as the form calls them."""
        item, instance = self.item, self.item.instance
        if not (item.holds and item.revision and item.based_on and instance):
            return ""
        if item.kind == ItemKind.SETTINGS:
            public = instance.serializable_data()
        elif instance.live and instance.live_revision and instance.live_revision_id != item.based_on_id:
            public = instance.live_revision.content
        else:
            return ""
        try:
            corrections.with_corrections(item.revision.content, item.based_on.content, public)
        except corrections.CorrectedInBoth as both:
            return labels_of(changes.model_of(instance), both.fields)
        return ""

    @property
    def own_schedule(self):
        """The open schedule that the object has beside the release, or None."""
        return self.schedules.get((self.item.content_type_id, self.item.object_id))


def rows(release, user):
    """Return the lines of a release, as this person may see them."""
    items = list(
        release.items.select_related(
            "release", "content_type", "revision", "based_on", "new_parent", "added_by", "left_out_by"
        ).prefetch_related("instance")
    )
    keys = [item.object_id for item in items]
    schedules = {
        (schedule.content_type_id, schedule.object_id): schedule
        for schedule in Schedule.objects.open().filter(object_id__in=keys)
    }
    finder = AdminURLFinder(user)
    return [ItemRow(item, user, finder, schedules) for item in items]
