"""A change of any kind is seen by every reader, at every process, within a second of its commit."""

import time

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page

from home.models import SiteSettings, StandardPage
from meetings.models import MeetingPage
from members.models import Member
from mme_site.delivery.content_version_watcher import ContentVersionWatcher
from tests.delivery.served.served import Crowd
from tests.helpers.factories import hide
from tests.helpers.processes import until
from tests.helpers.scheduling import HOUR, at, expiring, in_an_hour
from tests.helpers.uploads import picture, saved_image, using

pytestmark = pytest.mark.django_db
SECONDS = 1.0
IN_A_ROW = 10  # answers of each process that show the change, before it is believed


@pytest.fixture
def _django_db_helper():
    """Take the place of the one that would undo what a test saves: here it is committed, and goes with the copy."""


@pytest.fixture(autouse=True)
def media(site, settings):
    """Files where the served site looks for them."""
    settings.MEDIA_ROOT = site.folder / "media"


def is_published(page):
    return lambda: page.save_revision().publish()


# Each returns (address, change, what readers see before, what they see after); None stands for 'there is no page'.


def publication(tree):
    page = tree.page(slug="publication", title="Late News", live=False)
    return "/publication/", is_published(page), None, "Late News"


def correction(tree):
    page = tree.page(slug="correction", title="Ougadougou")

    def correct():
        page.title = "Ouagadougou"
        page.save_revision().publish()

    return "/correction/", correct, "Ougadougou", "Ouagadougou"


def publication_below_a_list(tree):
    meeting = tree.meeting(slug="in-a-list", title="Ministerial of Rabat", live=False)
    return "/meetings/", is_published(meeting), "Meetings", "Ministerial of Rabat"


def unpublication(tree):
    page = tree.page(slug="unpublication", title="Withdrawn")
    return "/unpublication/", page.unpublish, "Withdrawn", None


def expiry(tree):
    page = tree.page(slug="expiry", title="For a while")

    def expire():
        with at(timezone.now() + HOUR * 2):
            call_command("publish_scheduled")

    expiring(page, in_an_hour())

    return "/expiry/", expire, "For a while", None


def new_slug(tree):
    page = tree.page(slug="old-slug", title="Renamed")

    def rename():
        page.slug = "new-slug"
        page.save_revision().publish()

    return "/new-slug/", rename, None, "Renamed"


def move(tree):
    target = tree.page(slug="target", title="Target")
    page = tree.page(slug="moved", title="Moved")
    return "/target/moved/", lambda: page.move(target, pos="last-child"), None, "Moved"


def deletion(tree):
    page = tree.page(slug="deletion", title="Deleted")
    return "/deletion/", page.delete, "Deleted", None


def privacy(tree):
    page = tree.page(slug="privacy", title="Confidential")
    return "/privacy/", lambda: hide(page), "Confidential", "login"


def settings_of_the_site(tree):
    def change():
        found = SiteSettings.for_site(tree.site)
        found.footer_text = "Written by the secretariats"
        found.save()

    return "/members/", change, "Members", "Written by the secretariats"


def menu(tree):
    def change():
        page = StandardPage(title="In the menu", slug="in-the-menu", show_in_menus=True)
        tree.home.add_child(instance=page)

    return "/meetings/", change, "Meetings", "In the menu"


def member(tree):
    swaziland = tree.member("Swaziland")

    def rename():
        Member.objects.filter(pk=swaziland.pk).update(name_en="Eswatini")

    return "/members/swaziland/", rename, "Swaziland", "Eswatini"


def redirect(tree):
    page = tree.page(slug="led-to")

    def make():
        Redirect.objects.create(old_path="/led-from", redirect_page=page)

    return "/led-from/", make, None, "/led-to/"


def replaced_picture(tree):
    image = saved_image()
    tree.page(slug="with-picture", title="With picture", body=using(image))

    def replace():
        image.file = picture("another.png", size=(200, 100))
        image.width, image.height = 200, 100
        image.save()
        image.renditions.all().delete()

    return "/with-picture/", replace, "picture", "another"


def translation(tree):
    french, _is_new = Locale.objects.get_or_create(language_code="fr")
    page = tree.page(slug="translated", title="In English")

    def translate():
        translated = page.copy_for_translation(french, copy_parents=True)
        translated.title = "En français"
        translated.save_revision().publish()

    return "/translated/", translate, "In English", "/fr/translated"


def raw_statement(tree):
    meeting = tree.meeting(slug="by-hand", title="By hand", city="Tripolli")

    def mend():
        MeetingPage.objects.filter(pk=meeting.pk).update(city="Tripoli")

    return "/meetings/by-hand/", mend, "Tripolli", "Tripoli<"


CHANGES = [
    *(publication, correction, publication_below_a_list, unpublication, expiry, new_slug, move, deletion, privacy),
    *(settings_of_the_site, menu, member, redirect, replaced_picture, translation, raw_statement),
]


def is_as_it_should_be(page, words):
    return page.status == 404 if words is None else page.status in (200, 302, 301) and page.shows(words)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_change_is_seen_everywhere_within_a_second(site, change):
    address, commit, before, after = change(site.tree)
    until(lambda: site.is_held(address), "the page to be held")
    assert all(is_as_it_should_be(site.get(address, port), before) for port in site.ports)

    with Crowd(site, address) as crowd:
        until(lambda: len(crowd.answers) > 4, "readers")
        begun = time.monotonic()
        commit()
        committed = time.monotonic()
        until(lambda: all(shows_lately(crowd, port, after) for port in site.ports), "the change to be seen")

    early = [page for asked, answered, _port, page in crowd.answers if answered < begun]
    late = [page for asked, answered, _port, page in crowd.answers if asked > committed + SECONDS]
    assert [page.status for page in early if not is_as_it_should_be(page, before)] == []
    assert [page.status for page in late if not is_as_it_should_be(page, after)] == []


def shows_lately(crowd, port, words):
    """Return True when the last answers of a process are as they should be."""
    latest = [page for _asked, _answered, at_port, page in crowd.answers if at_port == port][-IN_A_ROW:]
    return len(latest) == IN_A_ROW and all(is_as_it_should_be(page, words) for page in latest)


def test_what_was_rolled_back_is_never_seen(site):
    page = site.tree.page(slug="rolled-back", title="What was decided")
    assert site.is_held("/rolled-back/")

    with Crowd(site, "/rolled-back/") as crowd:
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            Page.objects.filter(pk=page.pk).update(title="What was not")
            until(lambda: len(crowd.answers) > 20, "readers")
            raise ZeroDivisionError
        seen = len(crowd.answers)
        until(lambda: len(crowd.answers) > seen + 20, "more readers")

    assert all(answer.shows("What was decided") for *_when, answer in crowd.answers)


def test_a_draft_that_an_editor_writes_empties_nothing(site):
    page = site.tree.page(slug="written-on", title="Published")
    assert site.is_held("/written-on/")
    version = site.health()["content_version"]

    page.title = "Half a sen"
    page.save_revision()

    assert site.is_held("/written-on/")
    assert site.health()["content_version"] == version


def test_a_page_with_pictures_that_were_never_shown_is_held_at_its_second_reading(site):
    site.tree.page(slug="new-picture", body=using(saved_image()))

    assert site.is_held("/new-picture/")


@pytest.mark.parametrize("address", ["/?unknown=1", "/meetings/?year=2014&other=x", "/search/?q=a", "/admin/login/"])
def test_what_is_not_known_to_be_for_everybody_is_not_held(site, address):
    assert not site.is_held(address)


@pytest.mark.parametrize(
    "address", ["/", "/meetings/?year=2014&page=1", "/members/?as_of=2014-04-02", "/robots.txt", "/?utm_source=x"]
)
def test_what_is_for_everybody_is_held(site, address):
    assert site.is_held(address)


def test_who_watches_hears_of_a_change_once_and_goes_on_after_the_database_was_gone(site, monkeypatch, tmp_path):
    told = []
    watcher = ContentVersionWatcher(told.append)
    watcher.poll()
    watcher.poll()
    site.tree.page()
    watcher.poll()
    assert len(told) == len(set(told)) == 2

    watcher.own.close()
    with monkeypatch.context() as meanwhile:
        meanwhile.setitem(watcher.own.settings_dict, "NAME", str(tmp_path / "nowhere" / "none")[-60:])
        watcher.poll()
        assert watcher.lost_since is not None

    watcher.poll()
    assert watcher.lost_since is None
    assert len(told) == 2
    watcher.own.close()
