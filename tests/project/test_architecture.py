"""Arrows point one way: between rooms, between the floors of `mme_site`, and within each package."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model

from tests.project.architecture import (
    FLOORS,
    ROOMS,
    ROOT,
    broken_arrows,
    broken_arrows_of_template,
    cycles,
    dotted,
    floor_of,
    imports_of_modules,
    imports_of_packages,
    is_against_the_arrows,
    modules,
    place_of,
    read,
    templates,
)

# Modules that name each other all the same, each group with its reason.
CYCLES_WITH_A_REASON = {
    # A file is saved with its text and its former versions in one transaction; each of them belongs to its file.
    frozenset(
        {
            "mme_site.files.former.models",
            "mme_site.files.former.storing",
            "mme_site.files.models",
            "mme_site.files.text.models",
            "mme_site.files.text.storing",
        }
    ),
}


def test_no_module_names_one_against_the_arrows():
    found = [arrow for file in modules() for arrow in broken_arrows(file, read(file))]

    assert found == []


def test_no_foreign_key_points_against_the_arrows():
    found = [
        f"{field} points to {field.related_model._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.is_relation and breaks_an_arrow(model, field.related_model)
    ]

    assert found == []


def test_a_foreign_key_against_the_arrows_is_found():
    member = type("Member", (), {"__module__": "members.models.member"})
    meeting = type("MeetingPage", (), {"__module__": "meetings.models.meeting"})

    assert breaks_an_arrow(member, meeting)
    assert not breaks_an_arrow(meeting, member)


def test_no_template_names_one_against_the_arrows():
    found = {
        str(path.relative_to(ROOT)): broken_arrows_of_template(place_of(path), path.read_text(encoding="utf-8"))
        for path in templates()
    }

    assert len(found) > 100
    assert {path: names for path, names in found.items() if names} == {}


def test_a_template_against_the_arrows_is_found():
    source = '{% load i18n mme_opendata %}{% include "sharing/band.html" %}{% include "components/breadcrumbs.html" %}'

    assert broken_arrows_of_template("mme_site.core", source) == ["sharing/band.html", "mme_opendata"]
    assert broken_arrows_of_template("home", source) == []


def test_no_modules_name_each_other_in_a_circle():
    found = {frozenset(cycle) for cycle in cycles(imports_of_modules(relations=True))}

    assert found == CYCLES_WITH_A_REASON


def test_no_parts_of_a_package_of_the_foundation_name_each_other_in_a_circle():
    """A package and the modules beside it are parts of the package that holds them, on every level."""
    found = {
        package: circles
        for package, parts in imports_of_packages(imports_of_modules()).items()
        if package.startswith("mme_site") and (circles := cycles(parts))
    }

    assert found == {}


def test_a_circle_is_found():
    assert cycles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [{"a", "b", "c"}]
    assert cycles({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


def test_a_circle_between_a_package_and_a_module_beside_it_is_found():
    imports = {
        "mme_site.files.models": {"mme_site.files.text.words"},
        "mme_site.files.text.report": {"mme_site.files.models"},
    }

    assert cycles(imports_of_packages(imports)["mme_site.files"]) == [{"models", "text"}]


def test_every_room_is_read():
    assert {file.parts[0] for file in modules()} == set(ROOMS)


def test_every_module_of_the_foundation_stands_on_a_floor():
    loose = [dotted(file) for file in modules() if file.parts[0] == "mme_site" and floor_of(dotted(file)) is None]

    assert loose == ["mme_site", "mme_site.editorial"]


def test_every_floor_is_an_app():
    assert set(FLOORS) <= {config.name for config in apps.get_app_configs()}


def test_the_floors_stand_in_the_description_the_highest_first():
    text = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    drawn = [name for name in re.findall(r"^ +(\w+)/ ", text, re.MULTILINE)]
    names = [floor.rpartition(".")[2] for floor in reversed(FLOORS)]

    assert [name for name in drawn if name in names] == names


def test_the_tests_mirror_the_rooms():
    """Beside a room or floor of the same name stand only folders that are about the whole site or the whole project."""
    rooms = {*ROOMS, *(floor.removeprefix("mme_site.").replace(".", "/") for floor in FLOORS)}
    of_all = {"browser", "content", "helpers", "project"}
    folders = {file.parent.relative_to(ROOT / "tests") for file in (ROOT / "tests").rglob("test_*.py")}

    assert [str(folder) for folder in folders if not is_of_one(str(folder), rooms | of_all | {"upgrade"})] == []


def is_of_one(folder, rooms):
    return any(folder == room or folder.startswith(f"{room}/") for room in rooms)


@pytest.mark.parametrize(
    ("file", "source", "named"),
    [
        ("mme_site/core/bad.py", "import home.models", "home.models"),
        ("mme_site/core/bad.py", "from members import membership", "members.membership"),
        ("mme_site/core/bad.py", "from mme_site.pages.base import BasePage", "mme_site.pages.base"),
        ("mme_site/pages/bad.py", "from ..publishing import engine", "mme_site.publishing.engine"),
        ("mme_site/caching/bad.py", "def late():\n    from mme_site.core import dates", "mme_site.core.dates"),
        (
            "mme_site/files/bad.py",
            "feed = models.ForeignKey('recovery.Deletion', models.CASCADE)",
            "mme_site.editorial.recovery",
        ),
        (
            "mme_site/tasks/bad.py",
            "work = import_string('mme_site.delivery.purging.purging')",
            "mme_site.delivery.purging",
        ),
        (
            "mme_site/editorial/checks/bad.py",
            "from mme_site.editorial.dashboard import panels",
            "mme_site.editorial.dashboard.panels",
        ),
        ("mme_site/core/bad.py", "from mme_site.settings import base", "mme_site.settings.base"),
        ("members/models/bad.py", "from meetings.models import MeetingPage", "meetings.models"),
        ("meetings/bad.py", "from search import views", "search.views"),
        ("members/bad.py", "meeting = models.ForeignKey('meetings.MeetingPage', models.CASCADE)", "meetings"),
        ("members/bad.py", "themes = ParentalManyToManyField('meetings.themepage')", "meetings"),
        ("meetings/bad.py", "parent_page_types = ['home.PartnershipPage']", "home"),
        ("meetings/bad.py", "def late():\n    from home.models import StandardPage", "home.models"),
        ("members/bad.py", "def late():\n    return import_module('meetings.models')", "meetings.models"),
        ("mme_site/core/bad.py", "page = apps.get_model('meetings', 'MeetingPage')", "meetings"),
        ("mme_site/core/bad.py", "kind = ContentType.objects.get(app_label='home')", "home"),
    ],
)
def test_a_name_against_the_arrows_is_found(file, source, named):
    found = broken_arrows(Path(file), source)

    assert f"{file}:{source.count(chr(10)) + 1}: names {named}" in found


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("home/good.py", "from meetings.models import MeetingPage"),
        ("home/good.py", "from . import frame"),
        ("members/models/good.py", "from .periods import Membership"),
        ("members/models/good.py", "from ..roll import Roll"),
        ("meetings/good.py", "host = models.ForeignKey('members.Member', models.PROTECT)"),
        ("members/good.py", "FILE = 'meetings.json'"),
        ("members/good.py", '"""The meetings that a member hosted."""'),
        ("members/good.py", "from django.db.models import home"),
        ("mme_site/publishing/good.py", "from mme_site.pages.publishable import SafePublishingMixin"),
        ("mme_site/editorial/dashboard/good.py", "from mme_site.editorial.checks import words"),
    ],
)
def test_a_name_along_the_arrows_is_left_alone(file, source):
    assert broken_arrows(Path(file), source) == []


def breaks_an_arrow(model, target):
    """Return True when a model points to a model that its module may not know.

    A generic key names its target in a row, not in code; who the users are is said by the settings.
    """
    if target is None or target is get_user_model():
        return False
    ours = [name.__module__.partition(".")[0] in ROOMS for name in (model, target)]
    return all(ours) and is_against_the_arrows(model.__module__, target.__module__)
