"""Who may see what was deleted, and put it back: who could make it anew in the same place."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import DraftStateMixin, Page
from wagtail.permissions import policy_registry
from wagtail.snippets.models import get_snippet_models

from mme_site.editorial.recovery.models import Deletion


def visible_to(user):
    """Return the deletions that a person may put back; administrators see those whose place is gone, too."""
    if user.is_superuser:
        return Deletion.objects.all()
    page_policy = policy_registry.get_by_type(Page)
    may_add = Q(parent__in=page_policy.instances_user_has_permission_for(user, "add"))
    for model in (get_document_model(), get_image_model()):
        collections = collections_for(user, model)
        may_add |= Q(content_type=type_of(model), collection__in=collections)
    records = [
        model for model in get_snippet_models() if policy_registry.get_by_type(model).user_has_permission(user, "add")
    ]
    return Deletion.objects.filter(may_add | Q(content_type__in=[type_of(model) for model in records]))


def type_of(model):
    return ContentType.objects.get_for_model(model)


def collections_for(user, model):
    """Return the collections to which a person may add files or pictures."""
    return policy_registry.get_by_type(model).collections_user_has_permission_for(user, "add")


def may_publish_again(user, deletion, parent=None):
    """Return True when a person may have something public again at once."""
    if not deletion.live:
        return False
    if issubclass(deletion.model, Page):
        parent = parent or deletion.parent
        return parent is None or parent.permissions_for_user(user).can_publish_subpage()
    if issubclass(deletion.model, DraftStateMixin):
        return policy_registry.get_by_type(deletion.model).user_has_permission(user, "publish")
    return False


def is_file(deletion):
    return issubclass(deletion.model, (get_document_model(), get_image_model()))
