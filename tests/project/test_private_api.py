"""What we use of others that they do not promise stands in decision 22, each with what would replace it."""

from pathlib import Path

import pytest

from tests.project.private_api import (
    is_undocumented,
    listed,
    private_api,
    private_names,
    replaced_templates,
    undocumented_imports,
)


def test_the_decision_lists_what_is_used_and_where_and_nothing_else():
    used, described = lines(private_api()), lines(listed())

    assert sorted(used - described) == []
    assert sorted(described - used) == []


def lines(places):
    return {f"{name}: {', '.join(sorted(rooms))}" for name, rooms in places.items()}


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("request._wagtail_site", "_wagtail_site"),
        ("page._cached_parent_obj = parent", "_cached_parent_obj"),
        ("self._get_site_root_paths()", "_get_site_root_paths"),
        ("Page.objects.all()._raw_delete(using='default')", "_raw_delete"),
        ("from wagtail.hooks import _hooks", "_hooks"),
        ("import wagtail._secret", "_secret"),
        ("getattr(owner, '_cluster_related_objects', {})", "_cluster_related_objects"),
        ("setattr(request, '_wagtail_site', site)", "_wagtail_site"),
        ("patch('wagtail.hooks._hooks')", "_hooks"),
        ("vars(request).pop('_wagtail_site')", "_wagtail_site"),
        ("class File(Document):\n    def _set_document_file_metadata(self): pass", "_set_document_file_metadata"),
    ],
)
def test_a_name_with_an_underscore_is_found(source, name):
    assert list(private_names(source)) == [name]


@pytest.mark.parametrize(
    "source",
    [
        "model._meta.get_fields(), model._default_manager.all(), item._state.adding",
        "class Ours:\n    def __init__(self):\n        self._rows = []\n    def rows(self):\n        return self._rows",
        "class Ours(Other):\n    def _made_up_here(self): pass",
        "def _open(): pass\n_open()",
        "from django.utils.translation import gettext as _\n_('Publish')",
        "for _name, value in pairs: pass",
        "codename = '_page'",
        "from members import _roll",
        "super().__init__()",
    ],
)
def test_what_is_our_own_or_documented_is_not(source):
    assert list(private_names(source)) == []


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("from wagtail.views import serve", "wagtail.views.serve"),
        ("def late():\n    from wagtail.admin.views.home import HomeView", "wagtail.admin.views.home.HomeView"),
        ("import wagtail.admin.views.account", "wagtail.admin.views.account"),
        ("from django.db.models.deletion import Collector", "django.db.models.deletion.Collector"),
        ("from treebeard.mp_tree import MP_Node", "treebeard.mp_tree.MP_Node"),
    ],
)
def test_a_module_that_no_documentation_names_is_found(source, name):
    assert list(undocumented_imports(source)) == [name]


@pytest.mark.parametrize(
    "name", ["wagtail.models.Page", "wagtail.admin.panels.FieldPanel", "django.db.models.F", "members.models.Member"]
)
def test_a_documented_module_and_one_of_ours_are_not(name):
    assert not is_undocumented(name)


def test_a_template_in_the_place_of_one_of_theirs_is_found():
    copy, own = (
        Path("home/templates/wagtailadmin/pages/edit.html"),
        Path("home/templates/home/partnership_page.html"),
    )

    assert replaced_templates([copy, own]) == [copy]
