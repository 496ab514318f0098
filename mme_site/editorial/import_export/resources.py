"""What can be imported and exported, and the rights and actions that it takes."""

from django.core.exceptions import PermissionDenied
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.actions.edit import EditAction
from wagtail.log_actions import log
from wagtail.models import LockableMixin, Revision
from wagtail.permissions import policy_registry

from mme_site.core.batches import batches
from mme_site.pages.locks import ScheduleLock

ACTION = "mme.import"
BATCH_SIZE = 500  # items read together


def resources():
    """Return what the rooms have to import and export, by name, in the order of the menu."""
    found = [resource for register in hooks.get_hooks("register_import_resources") for resource in register()]
    return {resource.name: resource for resource in sorted(found, key=lambda resource: resource.order)}


def may_import_anything(user):
    return any(resource.usable_by(user) for resource in resources().values())


def resources_for(user):
    return {name: resource for name, resource in resources().items() if resource.usable_by(user)}


class Resource:
    """One kind of item, as one person imports or exports it.

    `publish` says that what is made, and what changes on live items, is published. `only`, a
    query of keys, limits what is exported.
    """

    name, label, icon, order = "", "", "", 100
    model = None
    main = None  # the Sheet of the items
    inline_sheets = ()  # of the records that belong to them
    related = ()  # relations that the sheets read, in a query each
    read_with = ()  # those that are read in the same query
    has_places = False
    do_not_call_in_templates = True

    def __init__(self, user, place=None, publish=False, only=None):
        self.user, self.place, self.publish, self.only = user, place, publish, only

    @classmethod
    def usable_by(cls, user):
        return cls.policy().user_has_any_permission(user, ["add", "change"])

    @classmethod
    def policy(cls):
        return policy_registry.get_by_type(cls.model)

    @classmethod
    def screens_for(cls, user):
        """Return other screens that belong beside the import: (label, what it is for, name of its address)."""
        return []

    @property
    def sheets(self):
        return [self.main, *self.inline_sheets]

    # Reading

    def queryset(self):
        """Return the items that this person may change, with all that the sheets read."""
        raise NotImplementedError

    def all_items(self):
        """Return every item, to find by its key what is there."""
        return self.model._default_manager.all()

    def chosen(self):
        return self.queryset() if self.only is None else self.queryset().filter(pk__in=self.only)

    def read(self, queryset):
        accessors = [sheet.accessor for sheet in self.inline_sheets]
        return queryset.select_related(*self.read_with).prefetch_related(*accessors, *self.related)

    def exported(self):
        """Yield the items as an editor would find them, drafts of the next version included."""
        keys = list(self.chosen().order_by(*self.order_of_export).values_list("pk", flat=True))
        for part in batches(keys, BATCH_SIZE):
            found = self.read(self.all_items().filter(pk__in=part)).in_bulk()
            yield from (self.latest_version(found[key]) for key in part if key in found)

    def find(self, keys):
        """Return the items with these keys, as an editor would find them."""
        found, field = {}, self.main.key.field
        for part in batches(sorted(keys), BATCH_SIZE):
            items = self.read(self.all_items().filter(**{f"{field}__in": part}))
            found |= {getattr(item, field): self.latest_version(item) for item in items}
        return found

    @staticmethod
    def latest_version(item):
        return item.get_latest_revision_as_object() if item.has_unpublished_changes else item

    def stamps(self, items):
        """Return for each item what its column 'Last changed' says, and who changed it: (text, person, when)."""
        wanted = [item.latest_revision_id for item in items if item.latest_revision_id]
        found = {}
        for part in batches(wanted, BATCH_SIZE):
            revisions = Revision.objects.filter(pk__in=part)
            found |= {revision.pk: revision for revision in revisions.defer("content").select_related("user")}
        return {item.pk: stamp(found.get(item.latest_revision_id)) for item in items}

    # Rights

    def may_add(self):
        return self.policy().user_has_permission(self.user, "add")

    def may_change(self, item):
        return self.policy().user_has_permission_for_instance(self.user, "change", item)

    def may_publish(self, item):
        """Say whether an item, or a new one where it is None, may be published."""
        return self.policy().user_has_permission(self.user, "publish")

    def why_not_creatable(self, item):
        """Return why this person cannot make an item; empty where nothing stands against it."""
        if not self.may_add():
            return _("You do not have permission to add this.")
        if self.publish and not self.may_publish(None):
            return _("You do not have permission to publish this.")
        return ""

    def why_not_changeable(self, item):
        """Return why this person cannot change an item now; empty where nothing stands against it."""
        if not self.may_change(item):
            return _("You do not have permission to change this.")
        if (lock := lock_of(item)) and lock.for_user(self.user):
            return strip_tags(str(lock.get_message(self.user))).strip()
        if getattr(item, "current_workflow_state", None):
            return _("It is in review. Wait until that has ended, or cancel it.")
        if self.publish and item.live:
            if not self.may_publish(item):
                return _("You do not have permission to publish this.")
            if item.has_unpublished_changes:
                return _("It has changes that are not published yet. Publish or discard them first, or import drafts.")
        return ""

    def resulting_state(self, item, is_new):
        """Return what readers will see of an item after the import. A draft that is there stays a draft."""
        if self.publish and (is_new or item.live):
            return _("published at once")
        return _("a new draft") if is_new else self.draft_of(item)

    @staticmethod
    def draft_of(item):
        return _("a draft; readers still see the version before") if item.live else _("stays a draft")

    # Writing

    def new(self, key):
        return self.model(**{self.main.key.field: key, "live": False})

    def fill_in(self, item):
        """Fill in what a new item has and no cell states."""

    def exclude_of_new(self):
        """Return the fields of a new item that are not known before it is saved."""
        return []

    def lock(self, keys):
        """Keep every other writer from these items, and from making others with their keys."""
        field = self.main.key.field
        list(self.all_items().select_for_update().filter(**{f"{field}__in": list(keys)}).values_list("pk"))

    def create(self, item, data):
        """Save a new item, its revision and its entry in the history."""
        self.insert(item)
        revision = item.save_revision(user=self.user, clean=False)
        self.log_change(item, revision, {**data, "made": True})
        if self.publish:
            revision.publish(user=self.user)

    def insert(self, item):
        item.save()

    def change(self, item, data):
        """Save the changes of an item as an editor would; raise PermissionDenied as the editor would."""
        publish = self.publish and item.live
        action = self.edit_action(item, user=self.user, log_action=False, clean=False)
        action.execute()
        self.log_change(item, action.revision, {**data, "made": False})
        if publish:
            if not self.may_publish(item):
                raise PermissionDenied
            action.revision.publish(user=self.user)

    edit_action = EditAction

    def log_change(self, item, revision, data):
        log(instance=item, action=ACTION, user=self.user, revision=revision, content_changed=True, data=data)


def stamp(revision):
    """Return what the column 'Last changed' says of a revision, who made it, and when."""
    if revision is None:
        return "#0", None, None
    return f"{revision.created_at:%Y-%m-%d %H:%M:%S.%f} UTC #{revision.pk}", revision.user, revision.created_at


def lock_of(item):
    """Return what keeps people from editing an item, or None; what cannot be locked by hand can be scheduled."""
    if isinstance(item, LockableMixin):
        return item.get_lock()
    return ScheduleLock(item) if item.approved_schedule else None
