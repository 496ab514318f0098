"""Who is told about what is published."""

from typing import Any, Protocol, runtime_checkable

from django.db.models import QuerySet
from wagtail.permissions import policy_registry

from mme_site.publishing.schedule import Schedulable


@runtime_checkable
class NamesPeople(Protocol):
    """What says itself who is told about it, as a release does."""

    def people_to_notify(self) -> QuerySet[Any]: ...


def publishers_of(item: Schedulable) -> QuerySet[Any]:
    """Return the users who may publish this page or snippet, can sign in and can be written to, in a fixed order.

    Two queries for a page, three for a snippet, for any number of users. Administrators are
    among them: Wagtail lets them publish everything.
    """
    if isinstance(item, NamesPeople) and (people := item.people_to_notify()).exists():
        return people
    publishers = policy_registry.get(item).users_with_permission_for_instance("publish", item)
    found: QuerySet[Any] = publishers.filter(is_active=True).exclude(email="").order_by("pk").distinct()
    return found
