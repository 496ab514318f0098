"""Rights that a role has: each has a name that is remembered, and those of a kind are given to a group together."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

REVIEW = "Review by publishers"
WAGTAIL_REVIEW = "Moderators approval"  # as Wagtail's migration makes it, at the root of all pages


@dataclass(frozen=True)
class ModelGrant:
    """A permission of Django's, such as members.change_member."""

    name: str

    @property
    def key(self):
        return self.name

    @classmethod
    def apply(cls, grants, group):
        group.permissions.add(*permissions(grant.name for grant in grants))


@dataclass(frozen=True)
class PageGrant:
    """An action on a page and everything below it."""

    action: str
    page: int

    @property
    def key(self):
        return f"{self.action} page {self.page}"

    @property
    def name(self):
        return f"wagtailcore.{self.action}_page"

    @classmethod
    def apply(cls, grants, group):
        found = permissions(grant.name for grant in grants)
        given = [
            GroupPagePermission(group=group, page_id=grant.page, permission=permission)
            for grant, permission in zip(grants, found, strict=True)
        ]
        GroupPagePermission.objects.bulk_create(given, ignore_conflicts=True)


@dataclass(frozen=True)
class CollectionGrant:
    """A permission for files, pictures or collections, in every collection."""

    name: str

    @property
    def key(self):
        return f"{self.name} in collections"

    @classmethod
    def apply(cls, grants, group):
        collection = Collection.get_first_root_node()
        given = [
            GroupCollectionPermission(group=group, collection=collection, permission=permission)
            for permission in permissions(grant.name for grant in grants)
        ]
        GroupCollectionPermission.objects.bulk_create(given, ignore_conflicts=True)


@dataclass(frozen=True)
class ReviewGrant:
    """To review what others send in: all pages, or the records of a kind.

    A workflow that an administrator has set up for them is left as it is; Wagtail's own, which
    its migration makes for its group of moderators, becomes this one.
    """

    model: type

    @property
    def key(self):
        return f"review {self.model._meta.label_lower}"

    @classmethod
    def apply(cls, grants, group):
        for grant in grants:
            grant.apply_to(group)

    def apply_to(self, group):
        if issubclass(self.model, Page):
            root = Page.get_first_root_node()
            found = WorkflowPage.objects.filter(page=root).select_related("workflow").first()
            if found is None:
                WorkflowPage.objects.create(page=root, workflow=review_workflow_with(group))
            elif found.workflow.name == WAGTAIL_REVIEW:
                adopt_workflow(found.workflow, group)
            elif found.workflow.name == REVIEW:
                add_reviewers(found.workflow, group)
            return
        kind = ContentType.objects.get_for_model(self.model, for_concrete_model=False)
        found = WorkflowContentType.objects.filter(content_type=kind).select_related("workflow").first()
        if found is None:
            WorkflowContentType.objects.create(content_type=kind, workflow=review_workflow_with(group))
        elif found.workflow.name == REVIEW:
            add_reviewers(found.workflow, group)


def permissions(names):
    """Return the permissions of names like members.change_member, in their order."""
    names = list(names)
    apps = {name.split(".")[0] for name in names}
    found = Permission.objects.filter(content_type__app_label__in=apps).select_related("content_type")
    by_name = {f"{each.content_type.app_label}.{each.codename}": each for each in found}
    return [by_name[name] for name in names]


def review_workflow_with(group):
    """Return the review workflow, made anew where there is none, with the group among those who review."""
    workflow = Workflow.objects.filter(name=REVIEW).first()
    if workflow is None:
        workflow = Workflow.objects.create(name=REVIEW)
        task = GroupApprovalTask.objects.create(name=REVIEW)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    add_reviewers(workflow, group)
    return workflow


def adopt_workflow(workflow, group):
    """Make Wagtail's own workflow this site's, and let the group review in it beside who does."""
    for task in workflow.tasks:
        task.name = REVIEW
        task.save()
    workflow.name = REVIEW
    workflow.save()
    add_reviewers(workflow, group)


def add_reviewers(workflow, group):
    for task in workflow.tasks:
        if isinstance(task.specific, GroupApprovalTask):
            task.specific.groups.add(Group.objects.get(pk=group.pk))
