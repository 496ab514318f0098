"""Puts back what was deleted: the same rows under the same keys, so that links and history lead to it again."""

from collections import defaultdict
from functools import partial

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, models, transaction
from django.db.models.signals import post_save
from django.utils import timezone
from django.utils.translation import gettext as _
from modelsearch import index
from modelsearch.tasks import insert_or_update_object_task
from wagtail.documents.models import AbstractDocument
from wagtail.log_actions import log
from wagtail.models import Collection, CollectionMember, DraftStateMixin, Page, ReferenceIndex, Revision
from wagtail.tasks import update_reference_index_task

from mme_site.editorial.recovery import tree_position
from mme_site.editorial.recovery.models import Deletion
from mme_site.editorial.recovery.row_json import insert_row, model_of, row_from_json
from mme_site.editorial.recovery.tree_position import CannotRestore
from mme_site.files import blob_store, uses
from mme_site.pages.deleted_originals import bring_translations_back
from mme_site.publishing import schedule_store


@transaction.atomic
def restore(deletion, user=None, parent=None, collection=None, publish_again=False):
    """Put back what was deleted, and forget the deletion; return the object and what was not as before, in words.

    What was published comes back as a draft, or with `publish_again` published as it was; who may
    ask for that is the caller's to decide. Schedules stay cancelled. A page stands below
    `parent`, or where it stood; a file lies in `collection`, or where it lay. Raises CannotRestore,
    and changes nothing then.
    """
    deletion = Deletion.objects.select_for_update().filter(pk=deletion.pk).first()
    if deletion is None:
        raise CannotRestore(_("Somebody has put it back already, or deleted it for good."))
    said = []
    items = read(deletion)
    if issubclass(deletion.model, Page):
        said += tree_position.assign_position(deletion, items, parent)
    if collection:
        for item in items:
            if isinstance(item, CollectionMember):
                item.collection = collection
    reset_publication(items, publish_again)
    said += drop_missing_references(deletion, items)
    check_unique(deletion, items)
    try:
        with transaction.atomic():
            for item in items:
                insert_row(item)
    except IntegrityError as error:
        raise CannotRestore(
            _("Something with the same address or number was made since. Rename it, and try again.")
        ) from error
    restore_references(deletion)
    restored = deletion.model._base_manager.get(pk=deletion.object_id)
    if isinstance(restored, Page):
        tree_position.move_after(restored, deletion.follows)
        for item in items:
            if type(item) is Page and item.live:
                bring_translations_back(item)
    log(instance=restored, action="mme.restored", user=user)
    send_save_signals(items, deletion)
    deletion.delete()
    return deletion.model._base_manager.get(pk=deletion.object_id), said


def read(deletion):
    """Return the rows as objects, without those that are there already or whose table is gone."""
    found = []
    for row in deletion.rows.all():
        model = model_of(row.model)
        if model is None or model._base_manager.filter(pk=row.key).exists():
            continue
        item = row_from_json(model, row.values)
        for name, digest in row.files.items():
            if digest:  # else there were none
                setattr(item, name, restore_bytes(row.values[name], digest))
        found.append(item)
    if not any(str(item.pk) == deletion.object_id and isinstance(item, deletion.model) for item in found):
        raise CannotRestore(_("It is there already, or what it was is no longer part of the site."))
    return found


def restore_bytes(name, digest):
    """Store kept bytes under the name that they had, or one like it; return the name."""
    try:
        with blob_store.open_blob(digest) as file:
            return default_storage.save(name, file)
    except (FileNotFoundError, OSError) as error:
        raise CannotRestore(_("The stored file “%(name)s” is missing.") % {"name": name}) from error


def reset_publication(items, publish_again):
    """Let nothing go live by itself, and nothing be public that was not asked for."""
    now = timezone.now()
    for item in items:
        if isinstance(item, Revision):
            item.approved_go_live_at = None
        if isinstance(item, AbstractDocument):
            item.expire_at = None  # its schedule has ended with it
        columns = {field.name for field in item._meta.local_concrete_fields}
        if not {"live", "live_revision", "has_unpublished_changes"} <= columns:
            continue
        item.go_live_at = None
        is_over = item.expire_at is not None and item.expire_at <= now
        if is_over or not publish_again:
            item.expire_at = None
        if item.live and (is_over or not publish_again):
            item.live, item.live_revision_id, item.has_unpublished_changes = False, None, True


def drop_missing_references(deletion, items):
    """Empty what points to something that was deleted since, or leave out the line; return what was left out."""
    here, wanted = defaultdict(set), defaultdict(set)
    for item in items:
        for model in (type(item), *item._meta.get_parent_list()):
            here[model].add(str(item.pk))
    for _item, field, value in foreign_keys_of(items):
        if str(value) not in here[field.related_model]:
            wanted[field.related_model].add(str(value))
    for model, keys in wanted.items():
        here[model] |= {str(key) for key in model._base_manager.filter(pk__in=keys).values_list("pk", flat=True)}
    said, dropped = [], set()
    for item, field, value in foreign_keys_of(items):
        if str(value) in here[field.related_model]:
            continue
        if field.null:
            setattr(item, field.attname, None)
        elif isinstance(item, (deletion.model, Page)):
            refuse_missing(item, field)
        else:
            dropped.add(id(item))
            if not type(item)._meta.auto_created:
                said.append(_("Left out, since what it named is gone: %(line)s.") % {"line": item._meta.verbose_name})
    items[:] = [item for item in items if id(item) not in dropped]
    return sorted(set(said))


def foreign_keys_of(items):
    """Yield every foreign key of these rows that is set, as (row, field, value)."""
    for item in items:
        for field in item._meta.local_concrete_fields:
            if isinstance(field, models.ForeignKey) and (value := getattr(item, field.attname)) is not None:
                yield item, field, value


def refuse_missing(item, field):
    """Refuse what cannot be without what is gone."""
    if issubclass(field.related_model, Collection):
        raise CannotRestore(_("The collection that held it was deleted. Choose another one."))
    names = {"field": field.verbose_name, "title": str(item)}
    raise CannotRestore(_("“%(title)s” cannot be without its %(field)s, which was deleted too.") % names)


def check_unique(deletion, items):
    """Refuse what meets another record that was made since under the same code, slug or key."""
    for item in items:
        if type(item) is deletion.model and not isinstance(item, Page):
            try:
                item.validate_unique()
            except ValidationError as error:
                raise CannotRestore(" ".join(error.messages)) from error


def restore_references(deletion):
    """Let what pointed to it point to it again, where it points to nothing else now."""
    for label, name, keys, target in deletion.unset:
        model = model_of(label)
        if model is None:
            continue
        field = model._meta.get_field(name)
        if not field.related_model._base_manager.filter(pk=target).exists():
            continue
        empty = model._base_manager.filter(pk__in=keys, **{f"{name}__isnull": True})
        for item in empty:
            update_indexes(item)
        empty.update(**{field.attname: field.to_python(target)})


def send_save_signals(items, deletion):
    """Send `post_save` of each row, and bring the indexes and the uses of files up to date."""
    for item in items:
        if type(item) is Page:
            continue  # sent as the page of its own type
        stored = type(item)._base_manager.filter(pk=item.pk).first()
        if stored is None:
            continue
        post_save.send(
            sender=type(stored), instance=stored, created=False, update_fields=None, raw=False, using="default"
        )
        if isinstance(stored, DraftStateMixin) and stored.live and stored.expire_at:
            schedule_store.open_expiry(stored)
    for label, key in deletion.users:
        model = model_of(label)
        owner = model and model._base_manager.filter(pk=key).first()
        if owner:
            owner = owner.specific if isinstance(owner, Page) else owner
            uses.record(owner, uses.carriers(type(owner)))
            update_indexes(owner)


def update_indexes(item):
    """Have the search and the index of references read an object again, after the commit."""
    names = (item._meta.app_label, item._meta.model_name, str(item.pk))
    if ReferenceIndex.is_indexed(type(item)):
        transaction.on_commit(partial(update_reference_index_task.enqueue, *names))
    if isinstance(item, index.Indexed):
        transaction.on_commit(partial(insert_or_update_object_task.enqueue, *names))
