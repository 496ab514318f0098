"""A file that is not public is for those who may read what uses it, and for editors."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import PageViewRestriction

from tests.helpers.factories import UserFactory, hide
from tests.helpers.people import having_role
from tests.helpers.reading import parse
from tests.helpers.uploads import PDF, is_served, saved_document, saved_image, using

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(db):
    return saved_document()


# Private pages


def test_a_file_of_a_private_page_asks_to_sign_in(client, tree, file):
    hide(tree.page(body=using(file)))

    response = client.get(file.url)

    assert response.status_code == 302
    assert "login" in response.headers["Location"]


def test_a_file_of_a_private_page_asks_for_its_password_and_then_opens(client, tree, file):
    page = tree.page(body=using(file))
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="password", password="olive")

    asked = client.get(file.url)
    address = parse(asked).main.form["action"]
    client.post(address, {"password": "olive", "return_url": file.url})
    opened = client.get(file.url)

    assert restriction.pk
    assert b"%PDF" not in asked.content
    assert b"".join(opened.streaming_content) == PDF
    assert "no-store" in opened.headers["Cache-Control"]


def test_a_file_of_a_private_page_opens_to_its_group_only(client, tree, file):
    restriction = PageViewRestriction.objects.create(page=tree.page(body=using(file)), restriction_type="groups")
    restriction.groups.add(Group.objects.create(name="Delegates"))
    delegate, other = UserFactory(), UserFactory()
    delegate.groups.set(restriction.groups.all())

    answers = {}
    for user in (delegate, other):
        client.force_login(user)
        answers[user] = client.get(file.url).status_code

    assert answers == {delegate: 200, other: 302}


def test_a_file_of_a_page_below_a_private_one_is_private(client, tree, file):
    about = tree.page()
    tree.page(parent=about, body=using(file))
    hide(about)

    assert client.get(file.url).status_code == 302


def test_a_file_of_a_private_page_and_of_a_public_one_is_public(client, tree, file):
    hide(tree.page(body=using(file)))
    tree.page(body=using(file))

    assert is_served(client, file)


def test_a_file_of_a_private_draft_is_answered_as_one_that_is_not_there(client, tree, file):
    hide(tree.page(body=using(file), live=False))

    assert not is_served(client, file)


# Editors


@pytest.mark.parametrize("used", ["by nothing", "by a draft", "by a private page"])
def test_an_editor_gets_what_is_not_public_and_nobody_keeps_it(client, tree, file, used):
    client.force_login(having_role("editors"))
    image = saved_image().get_rendition("width-100")
    if used != "by nothing":
        hide(tree.page(body=using(file), live=used == "by a private page"))

    answers = [client.get(file.url), client.get(image.url)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert ["no-store" in answer.headers["Cache-Control"] for answer in answers] == [True, True]


def test_who_may_edit_no_page_that_uses_a_file_is_no_editor_of_it(client, tree, file):
    tree.page(body=using(file), live=False)
    client.force_login(having_role("translators fr"))

    assert not is_served(client, file)


def test_a_reader_who_signs_in_is_no_editor(client, file):
    client.force_login(UserFactory())

    assert not is_served(client, file)
