"""The groups of the roles are made once, and what an administrator changes in them stays."""

import io

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.models import GroupApprovalTask, GroupPagePermission, Locale, Page, Workflow, WorkflowPage

from members.models import Member
from mme_site.editorial.users.models import RoleGroup
from mme_site.editorial.users.roles.role_groups import ensure_role_groups
from tests.helpers.factories import Tree, UserFactory

pytestmark = pytest.mark.django_db
REVIEW = "Review by publishers"


def group_of(role):
    return RoleGroup.objects.get(role=role).group


def actions_below(group, page):
    """Return what a group may do on a page, by a right on this page."""
    rights = GroupPagePermission.objects.filter(group=group, page=page)
    return {right.permission.codename.removesuffix("_page") for right in rights}


def test_the_roles_are_editors_publishers_translators_of_each_language_and_administrators():
    ensure_role_groups()

    assert set(Group.objects.values_list("name", flat=True)) == {
        *("Editors", "Publishers", "Administrators"),
        *(f"Translators ({language})" for language in ("English", "French", "Portuguese", "Arabic")),
    }


def test_the_command_says_which_roles_were_given_rights_and_nothing_when_it_runs_again():
    said = io.StringIO()

    call_command("ensure_roles", stdout=said)
    first = said.getvalue()
    call_command("ensure_roles", stdout=said)

    assert first.startswith("Given rights: Editors, Publishers, Translators (English)")
    assert said.getvalue() == first


def test_editors_and_publishers_have_their_rights_below_each_partnership_and_not_above_it(tree):
    ensure_role_groups()

    assert actions_below(group_of("editors"), tree.home) == {"add", "change"}
    assert actions_below(group_of("publishers"), tree.home) == {"add", "change", "publish", "lock", "unlock"}
    assert actions_below(group_of("publishers"), Page.get_first_root_node()) == set()


def test_a_second_partnership_is_for_the_same_people_from_the_moment_it_is_made(tree):
    ensure_role_groups()

    second = Tree(hostname="other.example", slug="other", title="The other")

    assert actions_below(group_of("editors"), second.home) == {"add", "change"}
    assert "publish" in actions_below(group_of("publishers"), second.home)
    assert actions_below(group_of("translators fr"), second.home) == set()


def test_translators_have_rights_in_the_tree_of_their_language_only(tree):
    ensure_role_groups()
    french = tree.home.copy_for_translation(Locale.objects.get_or_create(language_code="fr")[0])

    assert actions_below(group_of("translators fr"), french) == {"add", "change"}
    assert actions_below(group_of("translators ar"), french) == set()
    assert actions_below(group_of("translators fr"), tree.home) == set()


def test_a_right_that_was_taken_away_stays_away(tree):
    ensure_role_groups()
    editors = group_of("editors")
    editors.permissions.remove(Permission.objects.get(codename="change_member"))
    editors.page_permissions.filter(page=tree.home, permission__codename="add_page").delete()

    ensure_role_groups()

    assert not editors.permissions.filter(codename="change_member").exists()
    assert actions_below(editors, tree.home) == {"change"}


def test_a_right_that_was_added_stays():
    ensure_role_groups()
    group_of("editors").permissions.add(Permission.objects.get(codename="publish_member"))

    ensure_role_groups()

    assert group_of("editors").permissions.filter(codename="publish_member").exists()


def test_a_group_that_was_renamed_is_not_made_again(tree):
    ensure_role_groups()
    Group.objects.filter(name="Editors").update(name="Authors")

    ensure_role_groups()

    assert not Group.objects.filter(name="Editors").exists()
    assert group_of("editors").name == "Authors"


def test_a_group_that_was_deleted_is_not_made_again(tree):
    ensure_role_groups()
    group_of("translators pt").delete()

    ensure_role_groups()
    Tree(hostname="other.example", slug="other")

    assert group_of("translators pt") is None
    assert not Group.objects.filter(name__contains="Portuguese").exists()


def test_a_group_of_wagtails_that_somebody_is_in_is_left_as_it_is():
    moderators = Group.objects.get(name="Moderators")
    before = sorted(moderators.permissions.values_list("codename", flat=True))
    UserFactory().groups.add(moderators)

    ensure_role_groups()

    moderators.refresh_from_db()
    assert moderators.name == "Moderators"
    assert sorted(moderators.permissions.values_list("codename", flat=True)) == before
    assert group_of("publishers").name == "Publishers"


def test_a_group_with_the_name_of_a_role_that_is_none_is_left_as_it_is():
    other = Group.objects.create(name="Administrators")

    ensure_role_groups()

    assert not other.permissions.exists()
    assert group_of("administrators").name == "Administrators 2"


# Review


def test_every_page_of_every_language_and_partnership_goes_through_review(tree):
    ensure_role_groups()
    french = tree.home.copy_for_translation(Locale.objects.get_or_create(language_code="fr")[0])
    second = Tree(hostname="other.example", slug="other")

    assert {str(page.get_workflow()) for page in (tree.meeting(), french, second.home, second.page())} == {REVIEW}


def test_a_member_goes_through_review():
    ensure_role_groups()

    assert str(Member(name_en="Benin").get_workflow()) == REVIEW


def test_publishers_and_administrators_review():
    ensure_role_groups()

    [task] = GroupApprovalTask.objects.all()
    assert {group.name for group in task.groups.all()} == {"Publishers", "Administrators"}


def test_a_workflow_of_the_administrators_own_is_left_as_it_is(tree):
    own = Workflow.objects.create(name="Two pairs of eyes")
    WorkflowPage.objects.update(workflow=own)

    ensure_role_groups()

    assert tree.page().get_workflow() == own
    assert not own.tasks.exists()


def test_a_review_that_was_switched_off_stays_off(tree):
    ensure_role_groups()
    WorkflowPage.objects.all().delete()

    ensure_role_groups()

    assert not tree.page().has_workflow
