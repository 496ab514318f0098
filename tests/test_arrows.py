"""Rooms know each other one way only: mme_site ← members ← meetings ← home; search reads them all."""

from pathlib import Path

import pytest
from django.apps import apps

from tests.arrows import KNOWS, ROOT, broken_arrows, modules


def test_no_module_names_a_room_against_the_arrows():
    found = [arrow for file in modules() for arrow in broken_arrows(file, (ROOT / file).read_text(encoding="utf-8"))]

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


def test_every_room_is_read():
    assert {file.parts[0] for file in modules()} == set(KNOWS)


@pytest.mark.parametrize(
    ("file", "source", "named"),
    [
        ("mme_site/bad.py", "import home.models", "home"),
        ("mme_site/bad.py", "from members import roll", "members"),
        ("members/models/bad.py", "from meetings.models import MeetingPage", "meetings"),
        ("meetings/bad.py", "from search import views", "search"),
        ("members/bad.py", "meeting = models.ForeignKey('meetings.MeetingPage', models.CASCADE)", "meetings"),
        ("members/bad.py", "themes = ParentalManyToManyField('meetings.themepage')", "meetings"),
        ("meetings/bad.py", "parent_page_types = ['home.PartnershipPage']", "home"),
        ("meetings/bad.py", "def late():\n    from home.models import StandardPage", "home"),
        ("members/bad.py", "def late():\n    return import_module('meetings.models')", "meetings"),
        ("mme_site/bad.py", "page = apps.get_model('meetings', 'MeetingPage')", "meetings"),
        ("mme_site/bad.py", "kind = ContentType.objects.get(app_label='home')", "home"),
    ],
)
def test_a_name_against_the_arrows_is_found(file, source, named):
    [found] = broken_arrows(Path(file), source)

    assert found.endswith(f"names {named}")


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("home/good.py", "from meetings.models import MeetingPage"),
        ("home/good.py", "from . import frame"),
        ("members/models/good.py", "from .periods import Membership"),
        ("members/models/good.py", "from ..roll import Roll"),
        ("meetings/good.py", "host = models.ForeignKey('members.Member', models.PROTECT)"),
        ("search/good.py", "from home.models import StandardPage"),
        ("members/good.py", "FILE = 'meetings.json'"),
        ("members/good.py", '"""The meetings that a member hosted."""'),
        ("members/good.py", "from django.db.models import home"),
    ],
)
def test_a_name_along_the_arrows_is_left_alone(file, source):
    assert broken_arrows(Path(file), source) == []


def breaks_an_arrow(model, target):
    """Return True when a model of one room points to a model of a room that it may not know."""
    if target is None:  # a generic key names its target in a row, not in code
        return False
    room, other = model.__module__.partition(".")[0], target.__module__.partition(".")[0]
    return room in KNOWS and other in KNOWS and other not in KNOWS[room] | {room}
