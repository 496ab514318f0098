"""A further partnership is added with one action; everything public says its name, and the environment its address."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Locale, Site

from home.models import PartnershipPage
from mme_site.core.site_addresses import apply_site_url
from tests.helpers.people import having_role
from tests.helpers.reading import messages_in, parse, read, words

pytestmark = pytest.mark.django_db

OTHER = {"HTTP_HOST": "green.example"}
ASKED = {"title": "Partnership on Green Energy", "short_name": "PGE", "tagline": "Africa and its neighbours"}


@pytest.fixture
def added(client, tree, settings):
    """What an administrator sees who has added one, at its host name, in English and French."""
    settings.ALLOWED_HOSTS = ["testserver", "green.example", "localhost"]
    Locale.objects.get_or_create(language_code="fr")
    call_command("ensure_roles", verbosity=0)
    client.force_login(having_role("administrators"))
    asked = {**ASKED, "host": "green.example", "title_fr": "Partenariat pour l’énergie verte", "bodies": [tree.au.pk]}
    return client.post(reverse("new_partnership"), asked, follow=True)


def test_one_action_makes_the_tree_the_lists_the_languages_and_the_site(client, added):
    overview = PartnershipPage.objects.get(title=ASKED["title"])

    assert added.redirect_chain[-1][0] == f"/admin/pages/{overview.pk}/edit/"
    assert "has its overview, its lists and its site" in messages_in(added)
    page = read(client, "/", **OTHER)
    assert [words(link) for link in page.select("nav.menu a")] == ["Current focus", "Meetings", "Documents", "Members"]
    assert words(read(client, "/fr/", **OTHER).h1) == "Partenariat pour l’énergie verte"
    assert words(read(client, "/fr/meetings/", **OTHER).h1) == "Réunions"


def test_everything_public_says_the_name_of_the_new_one_alone(client, added):
    missing = parse(client.get("/nothing/", **OTHER))

    for page in (read(client, "/", **OTHER), read(client, "/meetings/", **OTHER), missing):
        assert words(page.select_one(".brand")) == "PGE Africa and its neighbours"
        assert words(page.select_one("footer .name")) == ASKED["title"]
        assert "MME" not in words(page) + str(page.head)
        assert "Intergovernmental" not in words(page)
    assert "Sitemap: http://green.example/sitemap.xml" in client.get("/robots.txt", **OTHER).content.decode()


def test_publishers_and_editors_have_their_rights_on_it(client, added):
    overview = PartnershipPage.objects.get(title=ASKED["title"])

    assert overview.permissions_for_user(having_role("publishers", username="p")).can_publish()
    assert overview.permissions_for_user(having_role("editors", username="e")).can_edit()


@pytest.mark.parametrize(
    ("host", "message"),
    [
        ("http://a.example", "Write a host name alone."),
        ("a.example:99999", "There is no such port."),
        ("localhost", "Another partnership is at this address."),
    ],
)
def test_an_address_that_cannot_be_is_refused(client, tree, admin_user, host, message):
    client.force_login(admin_user)

    response = client.post(reverse("new_partnership"), {**ASKED, "host": host})

    assert response.context_data["form"].errors == {"host": [message]}


def test_who_runs_no_sites_adds_no_partnership(client, tree):
    client.force_login(having_role("publishers"))

    assert client.get(reverse("new_partnership")).status_code == 302


def test_the_environment_says_at_every_start_where_the_site_is(tree, settings):
    settings.SITE_URL = "https://www.example.org"

    assert apply_site_url() == (
        "The site's address was http://localhost and is https://www.example.org now, as SITE_URL says."
    )
    assert apply_site_url() == ""
    assert tree.meetings.full_url == "https://www.example.org/meetings/"


def test_an_address_that_another_site_has_is_left_to_it(tree, settings):
    settings.SITE_URL = "https://www.example.org"
    Site.objects.create(hostname="www.example.org", port=443, root_page=tree.home)

    assert "The site stays at http://localhost" in apply_site_url()
