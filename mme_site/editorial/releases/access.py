"""Who sees releases, and who may do something with one."""

from wagtail.models import Page
from wagtail.permissions import policy_registry

from mme_site.publishing.releases.release import Release


def may_use_releases(user):
    """Return True for who may publish some page."""
    return policy_registry.get_by_type(Release).user_has_permission(user, "change")


def releases_of(user):
    """Return the releases that are there for a person: all that these hold that person may publish."""
    return policy_registry.get_by_type(Release).instances_user_has_permission_for(user, "publish")


def may_publish(user, instance):
    """Return True for who may publish a page or record, and so put it into a release."""
    if isinstance(instance, Page):
        return not instance.is_root() and instance.permissions_for_user(user).can_publish()
    return policy_registry.get(instance).user_has_permission_for_instance(user, "publish", instance)
