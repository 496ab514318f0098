"""The preview of members and of their list, today and as of a day, for what stands in the form unsaved."""

import datetime

import pytest
from django.urls import reverse

from members.models import Member
from tests.helpers.editing import PageEditor, filled_in
from tests.helpers.reading import main, parse, section, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(admin_client):
    return PageEditor(admin_client)


@pytest.fixture
def brexit(tree):
    """A member that left on a day, and the tree."""
    tree.member("Belgium", tree.eu, from_date=datetime.date(1958, 1, 1))
    return tree.member("Britain", tree.eu, from_date=datetime.date(1973, 1, 1), until_date=datetime.date(2020, 1, 31))


def preview(client, item, view, mode, **values):
    """Preview the form of a page or member with these values, in a mode."""
    edit = reverse(f"{view}:edit", args=[item.pk])
    name = "preview_on_edit"
    address = reverse(f"{view}:{name}", args=[item.pk])
    answer = client.post(address, filled_in(client.get(edit), **values)).json()
    assert answer == {"is_valid": True, "is_available": True}
    response = client.get(address, {"mode": mode})
    assert response.status_code == 200
    return parse(response)


PAGES, MEMBERS = "wagtailadmin_pages", "wagtailsnippets_members_member"


def test_the_list_is_previewed_as_of_each_day_on_which_it_changed(tree, brexit):
    modes = dict(tree.members.preview_modes)

    assert list(modes) == ["", "map/", "2020-02-01", "1973-01-01", "1958-01-01"]
    assert str(modes["2020-02-01"]) == "As of 1 February 2020"


def test_the_preview_of_the_list_shows_who_belonged_on_the_day(admin_client, tree, brexit):
    before = main(preview(admin_client, tree.members, PAGES, "1973-01-01", title="Drafted list"))
    after = main(preview(admin_client, tree.members, PAGES, "2020-02-01"))

    assert "Drafted list" in before
    assert "Britain" in before
    assert after.count("Britain") == 1
    assert "Former members Britain" in " ".join(after.split())
    assert "Belgium" in after


def test_the_map_is_previewed_as_well(admin_client, tree, brexit):
    page = preview(admin_client, tree.members, PAGES, "map/", title="Drafted list")

    assert "Drafted list" in words(page)
    assert page.select_one("main svg")


@pytest.mark.parametrize("mode", ["2020-13-45", "nonsense", "9999-99-99"])
def test_a_mode_that_is_no_day_shows_today(tree, brexit, mode):
    response = tree.members.make_preview_request(preview_mode=mode)

    assert response.status_code == 200
    assert section(parse(response), "former")


def test_the_preview_of_a_member_shows_what_stands_in_its_form(admin_client, tree, brexit):
    page = preview(admin_client, brexit, MEMBERS, "", name_en="United Kingdom")

    assert words(page.h1) == "United Kingdom"
    assert "Not a member today" in main(page)
    assert Member.objects.get(pk=brexit.pk).name_en == "Britain"


def test_a_member_is_previewed_as_of_a_day(admin_client, tree, brexit):
    assert [mode for mode, _name in brexit.preview_modes] == ["", "2020-02-01", "1973-01-01"]

    page = main(preview(admin_client, brexit, MEMBERS, "1973-01-01"))

    assert "Member of the EU in full (EU) since 1 January 1973." in page
    assert "Not a member today" not in page


def test_a_new_member_is_previewed_before_it_is_saved(admin_client, tree):
    add = reverse(f"{MEMBERS}:add")
    address = reverse(f"{MEMBERS}:preview_on_add")
    values = filled_in(admin_client.get(add), name_en="Erewhon", slug="erewhon", code="ZZ")

    assert admin_client.post(address, values).json() == {"is_valid": True, "is_available": True}
    assert words(parse(admin_client.get(address, {"mode": ""})).h1) == "Erewhon"
    assert not Member.objects.exists()
