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
WAGTAILS_REVIEW = "Moderators approval"  # as Wagtail's migration makes it, at the root of all pages


@dataclass(frozen=True)
class ModelRight:
    """A permission of Django's, such as members.change_member."""

    name: str

    @property
    def key(self):
        return self.name

    @classmethod
    def give(cls, rights, group):
        group.permissions.add(*permissions(right.name for right in rights))


@dataclass(frozen=True)
class PageRight:
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
    def give(cls, rights, group):
        found = permissions(right.name for right in rights)
        given = [
            GroupPagePermission(group=group, page_id=right.page, permission=permission)
            for right, permission in zip(rights, found, strict=True)
        ]
        GroupPagePermission.objects.bulk_create(given, ignore_conflicts=True)


@dataclass(frozen=True)
class CollectionRight:
    """A permission for files, pictures or collections, in every collection."""

    name: str

    @property
    def key(self):
        return f"{self.name} in collections"

    @classmethod
    def give(cls, rights, group):
        collection = Collection.get_first_root_node()
        given = [
            GroupCollectionPermission(group=group, collection=collection, permission=permission)
            for permission in permissions(right.name for right in rights)
        ]
        GroupCollectionPermission.objects.bulk_create(given, ignore_conflicts=True)


@dataclass(frozen=True)
class ReviewRight:
    """To review what others send in: all pages, or the records of a kind.

    A workflow that an administrator has set up for them is left as it is; Wagtail's own, which
    its migration makes for its group of moderators, becomes this one.
    """

    model: type

    @property
    def key(self):
        return f"review {self.model._meta.label_lower}"

    @classmethod
    def give(cls, rights, group):
        for right in rights:
            right.give_to(group)

    def give_to(self, group):
        if issubclass(self.model, Page):
            root = Page.get_first_root_node()
            found = WorkflowPage.objects.filter(page=root).select_related("workflow").first()
            if found is None:
                WorkflowPage.objects.create(page=root, workflow=review_by(group))
            elif found.workflow.name == WAGTAILS_REVIEW:
                take_over(found.workflow, group)
            elif found.workflow.name == REVIEW:
                let_review(found.workflow, group)
            return
        kind = ContentType.objects.get_for_model(self.model, for_concrete_model=False)
        found = WorkflowContentType.objects.filter(content_type=kind).select_related("workflow").first()
        if found is None:
            WorkflowContentType.objects.create(content_type=kind, workflow=review_by(group))
        elif found.workflow.name == REVIEW:
            let_review(found.workflow, group)


def permissions(names):
    """Return the permissions of names like members.change_member, in their order."""
    names = list(names)
    apps = {name.split(".")[0] for name in names}
    found = Permission.objects.filter(content_type__app_label__in=apps).select_related("content_type")
    by_name = {f"{each.content_type.app_label}.{each.codename}": each for each in found}
    return [by_name[name] for name in names]


def review_by(group):
    """Return the review workflow, made anew where there is none, with the group among those who review."""
    workflow = Workflow.objects.filter(name=REVIEW).first()
    if workflow is None:
        workflow = Workflow.objects.create(name=REVIEW)
        task = GroupApprovalTask.objects.create(name=REVIEW)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    let_review(workflow, group)
    return workflow


def take_over(workflow, group):
    """Make Wagtail's own workflow this site's, and let the group review in it beside who does."""
    for task in workflow.tasks:
        task.name = REVIEW
        task.save()
    workflow.name = REVIEW
    workflow.save()
    let_review(workflow, group)


def let_review(workflow, group):
    for task in workflow.tasks:
        if isinstance(task.specific, GroupApprovalTask):
            task.specific.groups.add(Group.objects.get(pk=group.pk))
