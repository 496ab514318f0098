"""The content version: what makes it another one, what does not, and who hears of it."""

import pytest
from django.conf import settings as site_settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page

from meetings.models import MeetingPage
from mme_site.caching.models import ContentChange
from mme_site.caching.triggers import all_models, watched_models
from mme_site.caching.version import content_version, merge_changes
from tests.helpers.people import administrator
from tests.helpers.uploads import saved_image

ON_POSTGRESQL = "postgresql" in site_settings.DATABASES["default"]["ENGINE"]


@pytest.fixture
def changes(db):
    """Return True where what is done inside a savepoint changes the version; each transaction counts once."""

    def changes(deed):
        begin_anew()
        before = content_version()
        deed()
        return content_version() != before

    return changes


def begin_anew():
    """Count what this transaction has changed so far, as if it were another one's."""
    if ON_POSTGRESQL:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE caching_contentversion SET number = number + (SELECT count(*) FROM caching_contentchange)"
            )
            cursor.execute("DELETE FROM caching_contentchange")


def test_every_way_to_change_a_page_counts(tree, changes):
    meeting = tree.meeting(city="Rabat")
    target = tree.page()

    assert changes(lambda: MeetingPage.objects.filter(pk=meeting.pk).update(city="Tripoli"))
    assert changes(lambda: Page.objects.filter(pk=meeting.pk).update(live=False))
    assert changes(lambda: tree.page().move(target, pos="last-child"))
    assert changes(lambda: tree.document())
    assert changes(lambda: meeting.delete())


def test_what_a_reader_cannot_see_does_not_count(tree, changes):
    page = tree.page()

    assert not changes(lambda: Page.objects.filter(pk=page.pk).update(draft_title="A", has_unpublished_changes=True))
    assert not changes(lambda: page.save_revision())
    assert not changes(lambda: Page.objects.filter(pk=page.pk).update(title=page.title))
    assert not changes(administrator)


def test_what_an_editor_locks_does_not_count(tree, changes):
    page = tree.page()

    assert not changes(lambda: Page.objects.filter(pk=page.pk).update(locked=True, locked_at=timezone.now()))


def test_a_size_of_a_picture_that_is_made_for_a_page_does_not_count_and_one_that_goes_does(db, changes):
    image = saved_image()

    assert not changes(lambda: image.get_rendition("width-100"))
    assert changes(lambda: image.renditions.update(width=99))
    assert changes(lambda: image.renditions.all().delete())


def test_what_is_rolled_back_does_not_count(tree):
    page = tree.page()
    begin_anew()
    before = content_version()

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Page.objects.filter(pk=page.pk).update(title="Never")
        raise ZeroDivisionError

    assert content_version() == before


def test_every_table_of_ours_that_holds_content_is_watched():
    watched = {model._meta.label for model in watched_models()}

    ours = {model._meta.label for model in all_models() if model._meta.app_label in ("home", "meetings", "members")}

    assert ours - site_settings.CONTENT_VERSION_IGNORES <= watched
    assert {
        "wagtailcore.Page",
        "wagtailcore.Site",
        "wagtailcore.PageViewRestriction",
        "wagtailredirects.Redirect",
    } <= watched
    assert {"files.SiteDocument", "files.SiteImage", "core.Source", "wagtailcore.Locale"} <= watched


def test_names_that_the_settings_leave_out_are_names_of_models():
    labels = {model._meta.label for model in all_models()} | {model._meta.app_label for model in all_models()}

    assert labels >= site_settings.CONTENT_VERSION_IGNORES | site_settings.CONTENT_VERSION_IGNORES_NEW


def test_the_triggers_are_there_again_after_a_table_was_made_anew(tree, changes):
    page = tree.page()
    with connection.cursor() as cursor:
        for event in ("ins", "upd", "del"):
            on = ' ON "wagtailcore_page"' if ON_POSTGRESQL else ""
            cursor.execute(f'DROP TRIGGER "mme_{event}_wagtailcore_page"{on}')
    assert not changes(lambda: Page.objects.filter(pk=page.pk).update(title="Unseen"))

    call_command("migrate", verbosity=0)

    assert changes(lambda: Page.objects.filter(pk=page.pk).update(title="Seen"))


def test_counting_leaves_the_version_as_it_is(tree):
    before = content_version()

    if ON_POSTGRESQL:
        ContentChange.objects.create(transaction=1)  # one of long ago
        before += 1
        merge_changes()

    assert content_version() == before
    assert not ContentChange.objects.filter(transaction=1).exists()
