"""Who sees releases and may do something with one: who may do by hand all that it holds."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import Page
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import policy_registry

from mme_site.publishing.releases.item import ReleaseItem
from mme_site.publishing.releases.release import Release
from mme_site.publishing.schedule_store import draftable_snippets


class ReleasePolicy(BasePermissionPolicy):
    """Publishers of some page have releases; one is there for who may do all that it holds, an empty one for its maker.

    A title may be under embargo, and so may be the name of a release.
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        return bool(policy_registry.get_by_type(Page).user_has_permission(user, "publish"))

    def users_with_any_permission(self, actions: Any) -> QuerySet[Any]:
        found: QuerySet[Any] = policy_registry.get_by_type(Page).users_with_any_permission({"publish"})
        return found

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Release]:
        if not self.user_has_any_permission(user, actions):
            return Release.objects.none()
        if user.is_superuser:
            return Release.objects.all()
        others = ReleaseItem.objects.exclude(doable_by(user)).values("release")
        full = ReleaseItem.objects.values("release")
        return Release.objects.exclude(pk__in=others).filter(Q(pk__in=full) | Q(made_by=user))

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Release) -> bool:
        return self.instances_user_has_any_permission_for(user, actions).filter(pk=instance.pk).exists()

    def users_with_any_permission_for_instance(self, actions: Any, instance: Release) -> QuerySet[Any]:
        """Return those who may see a release: they are written to of it."""
        users = self.users_with_any_permission(actions)
        seeing = [user.pk for user in users if self.user_has_any_permission_for_instance(user, actions, instance)]
        found: QuerySet[Any] = get_user_model()._default_manager.filter(pk__in=seeing)
        return found


def doable_by(user: Any) -> Q:
    """Return the condition under which a person may do by hand what an item does."""
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "publish")
    keys = pages.order_by().annotate(key=Cast("pk", CharField())).values("key")
    wanted = {
        **dict.fromkeys(draftable_snippets(), "publish"),
        **dict.fromkeys(settings_registry, "change"),
        Redirect: "add",
    }
    models = [
        model for model, right in wanted.items() if policy_registry.get_by_type(model).user_has_permission(user, right)
    ]
    types = ContentType.objects.get_for_models(*models, for_concrete_models=False).values()
    of_pages = Q(content_type=ContentType.objects.get_for_model(Page), object_id__in=keys)
    return of_pages | Q(content_type__in=list(types))
