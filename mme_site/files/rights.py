"""Who may change an uploaded file or picture."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db.models import Model
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

CHANGES = {"change", "delete"}


class UploadPolicy(CollectionOwnershipPermissionPolicy):
    """Whoever uploaded a file may change it until readers can open it; from then on, who may change all of them.

    Otherwise an editor who may publish nothing could put another file in the place of a public one.
    """

    def __init__(self, model: type[Model], auth_model: str) -> None:
        super().__init__(model, auth_model=auth_model, owner_field_name="uploaded_by_user")

    def user_has_any_permission_for_instance(self, user: AbstractUser, actions: Collection[str], instance: Any) -> bool:
        if not super().user_has_any_permission_for_instance(user, actions, instance):
            return False
        actions = set(actions)
        if not actions <= CHANGES or self._check_perm(user, {"change"}, collection=instance.collection):
            return True
        # Imported late: these modules are made when the apps are.
        from mme_site.files.models import FileUse
        from mme_site.files.readers import is_public
        from mme_site.files.uses import COLUMNS

        return not is_public(FileUse.objects.filter(**{COLUMNS[type(instance)]: instance.pk}))
