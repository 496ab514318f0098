"""Where a translation asks something else of its readers than its original, administrators are told and decide."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry, PageViewRestriction

from mme_site.editorial.translating.models import PrivacyException
from mme_site.editorial.translating.privacy import differences
from tests.helpers.factories import hide
from tests.helpers.people import having_role
from tests.helpers.reading import parse, read, words
from tests.helpers.translations import translated
from tests.helpers.translators import begun, type_in

pytestmark = pytest.mark.django_db
REPORT = reverse("translations_privacy")


@pytest.fixture
def about(tree):
    return tree.page(title="About", slug="about")


@pytest.fixture
def version(tree, about):
    translated(tree.home, title="Partenariat")
    return translated(about, title="À propos")


@pytest.fixture
def administrator(client, tree):
    client.user = having_role("administrators")
    client.force_login(client.user)
    return client


def decide(client, version, action, **said):
    return parse(client.post(REPORT, {"page": version.pk, "action": action, **said}, follow=True))


def test_nothing_is_reported_where_all_languages_are_alike(administrator, tree, about, version):
    hide(about)
    hide(version)

    assert differences() == []
    assert "No translation differs from its original." in words(read(administrator, REPORT).main)


def test_a_private_translation_of_a_public_page_and_a_public_one_of_a_private_page_are_reported(
    administrator, tree, about, version
):
    hide(tree.meetings)
    meetings = translated(tree.meetings, title="Réunions")
    PageViewRestriction.objects.filter(page=meetings).delete()
    hide(version)

    found = {one.version: one.is_hidden for one in differences()}

    assert found == {version.page_ptr: True, meetings.page_ptr: False}
    said = words(read(administrator, REPORT).main)
    assert "readers of this language see the original’s words" in said and "readers see neither" in said


def test_a_translation_is_made_as_public_as_its_original_by_a_click(administrator, client, about, version):
    hide(version)
    decide(administrator, version, "same")
    assert not PageViewRestriction.objects.exists()

    hide(about)
    decide(administrator, version, "same")
    assert PageViewRestriction.objects.filter(page=version, restriction_type="login").exists()
    assert differences() == []


def test_what_an_administrator_keeps_private_is_recorded_with_a_reason_and_stays_so(administrator, tree, about):
    translated(tree.home, title="Partenariat")
    version = begun(about, tree.home.get_translations().get().locale)
    type_in(version, title="À propos")
    hide(version)

    assert "Say why" in words(decide(administrator, version, "keep"))
    decide(administrator, version, "keep", reason="The court asked for it.")
    administrator.post(reverse("submit_translation", args=[version.pk]), {"action": "publish"})

    exception = PrivacyException.objects.get(page=version.pk)
    assert (exception.reason, exception.allowed_by) == ("The court asked for it.", administrator.user)
    assert PageViewRestriction.objects.filter(page=version.pk, restriction_type="login").exists()
    assert words(read(administrator, "/fr/about/").h1) == "About"
    assert "The court asked for it." in words(read(administrator, REPORT).main)
    assert PageLogEntry.objects.filter(page=version.pk, action="mme.privacy_exception").exists()


def test_without_an_exception_a_translation_follows_its_original_when_it_is_published(administrator, tree, about):
    translated(tree.home, title="Partenariat")
    version = begun(about, tree.home.get_translations().get().locale)
    type_in(version, title="À propos")
    hide(version)

    administrator.post(reverse("submit_translation", args=[version.pk]), {"action": "publish"})

    assert not PageViewRestriction.objects.exists()


def test_the_exception_ends_with_the_restriction(administrator, about, version):
    restriction = hide(version)
    decide(administrator, version, "keep", reason="For now.")

    restriction.delete()

    assert not PrivacyException.objects.exists()


def test_a_translation_is_never_more_public_than_its_original(administrator, client, about, version):
    hide(about)

    said = words(decide(administrator, version, "keep", reason="Readers of French may."))

    assert "cannot be more public" in said
    assert not PrivacyException.objects.exists()
    client.logout()
    assert client.get("/fr/about/").status_code == 302


def test_only_administrators_see_the_report_and_decide(client, tree, version):
    hide(version)
    for role in ("publishers", "editors", "translators fr"):
        client.force_login(having_role(role))
        assert client.get(REPORT).status_code == 302
        client.post(REPORT, {"page": version.pk, "action": "same"})

    assert PageViewRestriction.objects.filter(page=version).exists()
