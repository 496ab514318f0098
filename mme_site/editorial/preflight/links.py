"""Pre-flight of what a revision leads to: pages, snippets and files that readers must be able to open."""

from collections import defaultdict

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef
from django.db.models.functions import Left, Length
from django.utils.translation import gettext as _
from wagtail.models import CollectionMember, CollectionViewRestriction, DraftStateMixin, Page, ReferenceIndex, Revision

from mme_site.core.admin_titles import admin_title
from mme_site.core.querysets import is_private
from mme_site.pages.validation.problems import label_of


def links_to_what_is_not_public(context):
    """Links in texts, chosen pages, snippets and files that readers cannot open at the hour, each once a field."""
    for model, targets in collect_references(context.item).items():
        keys = {key for key, _field in targets}
        reasons = why_not_public(model, keys, context.at)
        for key, field in sorted(targets, key=lambda target: (target[1], target[0])):
            if key in reasons:
                yield {"text": reasons[key], "field": field, "label": label_of(type(context.item), field)}


def collect_references(item):
    """Return what an object leads to: for each model, pairs of a key, as text, and the field that names it."""
    found = defaultdict(set)
    # Wagtail's index of references reads every kind of field and block; it is asked here
    # about a version that is not stored, for which it has no public way.
    for content_type_id, key, path, _content_path in ReferenceIndex._extract_references_from_object(item):
        found[ContentType.objects.get_for_id(content_type_id).model_class()].add((str(key), path.partition(".")[0]))
    for field in item._meta.many_to_many:
        chosen = getattr(item, field.name).all()
        found[base_of(field.related_model)].update((str(one.pk), field.name) for one in chosen)
    itself = str(item.pk)
    own_kind = found.get(base_of(type(item)), set())
    own_kind.difference_update({target for target in own_kind if target[0] == itself})
    return found


def base_of(model):
    """Return the model under which an object is known in Wagtail: Page for every page type."""
    return Page if issubclass(model, Page) else model


def why_not_public(model, keys, at):
    """Return, by key, why readers cannot open these objects at a moment; those they can are left out."""
    if model is None:
        return {}
    if issubclass(model, DraftStateMixin):
        return of_drafts(model, keys, at)
    if issubclass(model, CollectionMember):
        return of_files(model, keys)
    return {}


def of_drafts(model, keys, at):
    rows = model._default_manager.filter(pk__in=keys)
    if issubclass(model, Page):
        rows = rows.annotate(is_private=is_private())
    rows = {str(row.pk): row for row in rows}
    coming = going_live_by(model, keys, at)
    reasons = {key: _("It leads to something that no longer exists.") for key in keys - rows.keys()}
    for key, row in rows.items():
        title = {"title": admin_title(row)}
        if getattr(row, "is_private", False):
            reasons[key] = _("“%(title)s” is private: readers cannot open it.") % title
        elif not row.live and key not in coming:
            reasons[key] = _("“%(title)s” is a draft and does not go live by then.") % title
        elif row.live and row.expire_at and row.expire_at <= at and key not in coming:
            reasons[key] = _("“%(title)s” comes down before then.") % title
    return reasons


def going_live_by(model, keys, at):
    """Return those of these keys, as text, that have a version scheduled to go live up to a moment.

    `model` is the one under which Wagtail keeps the revisions: Page for every page type.
    """
    scheduled = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(model, for_concrete_model=False),
        object_id__in=keys,
        approved_go_live_at__lte=at,
    )
    return set(scheduled.values_list("object_id", flat=True))


def of_files(model, keys):
    begins_path = Left(OuterRef("collection__path"), Length("collection__path"))
    restrictions = CollectionViewRestriction.objects.filter(collection__path=begins_path)
    rows = model._default_manager.filter(pk__in=keys).annotate(is_private=Exists(restrictions))
    rows = {str(row.pk): row for row in rows}
    reasons = {key: _("It leads to something that no longer exists.") for key in keys - rows.keys()}
    for key, row in rows.items():
        if row.is_private:
            text = _("“%(title)s” is in a private collection: readers cannot open it.")
            reasons[key] = text % {"title": row.title}
    return reasons
