"""Which schedules a person may see, and which of them that person may retry or cancel."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from wagtail.models import Page
from wagtail.permissions import policy_registry

from mme_site.files.models import SiteDocument
from mme_site.publishing.releases.release import Release
from mme_site.publishing.schedule import Schedule
from mme_site.publishing.schedule_store import draftable_models, draftable_snippets

VIEW_ACTIONS = {"change", "publish"}


def may_publish_something(user):
    """Return True for whom the timeline is there: people who may publish some page or snippet."""
    return any(policy_registry.get_by_type(model).user_has_permission(user, "publish") for model in draftable_models())


def may_publish(user, item):
    """Return True when this person may publish this page or snippet; no query for the next item of its kind.

    A file is taken down by who may change it.
    """
    action = "change" if isinstance(item, SiteDocument) else "publish"
    return item is not None and policy_registry.get(item).user_has_permission_for_instance(user, action, item)


def visible_to(user, actions=VIEW_ACTIONS):
    """Return the schedules of the pages and snippets that this person may edit or publish, or do another thing to.

    Those of releases are there for who may publish all that they hold. A title may be under embargo: a schedule of
    anything else, and of a page that is gone and may have stood anywhere, is not there for anybody but an
    administrator.
    """
    if not user.is_active:
        return Schedule.objects.none()
    if user.is_superuser:
        return Schedule.objects.all()
    pages = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, actions)
    keys = pages.order_by().annotate(key=Cast("pk", CharField())).values("key")
    may_see = Q(content_type=ContentType.objects.get_for_model(Page), object_id__in=keys)
    releases = policy_registry.get_by_type(Release).instances_user_has_permission_for(user, "publish")
    of_releases = Q(
        content_type=Release.get_base_content_type(),
        object_id__in=releases.annotate(key=Cast("pk", CharField())).values("key"),
    )
    files = policy_registry.get_by_type(SiteDocument).instances_user_has_any_permission_for(user, {"change"})
    of_files = Q(
        content_type=SiteDocument.get_base_content_type(),
        object_id__in=files.order_by().annotate(key=Cast("pk", CharField())).values("key"),
    )
    return Schedule.objects.filter(may_see | of_releases | of_files | Q(content_type__in=snippet_types(user, actions)))


def snippet_types(user, actions):
    """Return the content types of the draftable snippets to which this person may do any of these things."""
    models = [
        model
        for model in draftable_snippets()
        if policy_registry.get_by_type(model).user_has_any_permission(user, actions)
    ]
    return list(ContentType.objects.get_for_models(*models, for_concrete_models=False).values())
