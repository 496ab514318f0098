"""A site that was loaded before gets what the files have learned since, wherever no editor changed the same."""

import json
import shutil

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Site

from home.management.commands.load_content import SHIPPED
from home.models import LoadedRecord, SiteSettings
from meetings.models import DocumentPage, MeetingPage, MeetingSeries
from members.models import Body
from mme_site.core.sources import Source
from tests.content.conftest import load
from tests.helpers.factories import in_languages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
SLUG = "c2c-6-addis-2013"
POINT = {"text": "They agreed to meet in spring.", "url": "https://au.int/spring"}


@pytest.fixture
def meeting():
    return MeetingPage.objects.get(slug=SLUG)


@pytest.fixture
def editor():
    return get_user_model().objects.create_user("ama")


@pytest.fixture
def learn(tmp_path):
    """Load the files with other values of a meeting or document; return what the command says."""
    folder = shutil.copytree(SHIPPED, tmp_path / "content")

    def learn(kind="meetings", slug=SLUG, **values):
        file = folder / f"{kind}.json"
        content = json.loads(file.read_text(encoding="utf-8"))
        [row] = [row for row in content[kind] if row["slug"] == slug]
        row.update(values)
        file.write_text(json.dumps(content), encoding="utf-8")
        return load(source=folder)

    return learn


def test_new_facts_are_added_and_said(client, meeting, learn):
    said = learn(points=[POINT])

    assert "changed: 1 meetings" in said
    assert POINT["text"] in client.get(meeting.url).content.decode()


def test_nothing_is_added_twice(meeting, learn):
    learn(points=[POINT])
    revisions = meeting.revisions.count()

    assert "changed: nothing" in learn(points=[POINT])
    assert (meeting.points.count(), meeting.revisions.count()) == (1, revisions)


def test_what_an_editor_has_changed_stays_and_the_rest_is_added(meeting, editor, learn):
    meeting.title = "Our title"
    meeting.save_revision(user=editor).publish()

    said = learn(title="Their title", points=[POINT])

    meeting.refresh_from_db()
    assert (meeting.title, meeting.points.count()) == ("Our title", 1)
    assert f"meetings.json:{SLUG}: an editor has changed title" in said


def test_an_editors_change_stays_over_many_loads(meeting, editor, learn):
    meeting.title = "Our title"
    meeting.save_revision(user=editor).publish()

    learn(title="Their title")
    learn(title="Another title")

    meeting.refresh_from_db()
    assert meeting.title == "Our title"


def test_a_source_that_an_editor_added_stays(meeting, editor, learn):
    meeting.sources.add(Source(title="Our archive"))
    meeting.save_revision(user=editor).publish()

    learn(sources=[{"url": "https://au.int/other"}])

    assert meeting.sources.filter(title="Our archive").exists()


def test_lines_that_stay_keep_their_keys(meeting, learn):
    learn(points=[POINT])
    key = meeting.points.get().pk

    learn(points=[POINT, {**POINT, "text": "And in autumn."}])

    assert [meeting.points.first().pk, meeting.points.count()] == [key, 2]


def test_a_site_that_did_not_keep_what_was_shipped_reads_it_from_its_first_revision(meeting, editor, learn):
    LoadedRecord.objects.update(digest="", shipped={})
    meeting.title = "Our title"
    meeting.save_revision(user=editor).publish()

    learn(title="Their title", points=[POINT])

    meeting.refresh_from_db()
    assert (meeting.title, meeting.points.count()) == ("Our title", 1)


def test_a_field_that_is_newer_than_the_first_revision_is_not_taken_for_an_editors_change(learn):
    document = DocumentPage.objects.get(slug="gamm-2011")
    LoadedRecord.objects.update(digest="", shipped={})
    for line in document.live_revision.content["files"]:
        del line["holds"]
    document.live_revision.save()

    said = learn("documents", document.slug, files=[{"language": "sv"}])

    assert "an editor has changed" not in said
    assert [line.language for line in document.files.all()] == ["sv"]


def test_a_draft_of_an_editor_is_not_published_by_an_update(meeting, editor, learn):
    meeting.title = "Not yet"
    meeting.save_revision(user=editor)

    said = learn(points=[POINT])

    meeting.refresh_from_db()
    assert (meeting.title != "Not yet", meeting.points.count()) == (True, 0)
    assert "an editor has a draft or a schedule of it" in said


def test_what_waited_for_an_editor_is_added_at_the_next_load(meeting, editor, learn):
    revision = meeting.save_revision(user=editor)
    learn(points=[POINT])
    revision.publish()

    assert "changed: 1 meetings" in learn(points=[POINT])


def test_a_page_that_an_editor_took_down_learns_and_stays_down(meeting, learn):
    meeting.unpublish()

    learn(points=[POINT])

    meeting.refresh_from_db()
    assert not meeting.live
    assert meeting.get_latest_revision_as_object().points.count() == 1


def test_a_draft_that_is_certain_now_goes_live_where_nobody_saved_it(learn):
    waiting = MeetingPage.objects.filter(live=False, confidence="medium").exclude(slug=SLUG).count()
    meeting = MeetingPage.objects.get(slug=SLUG)
    learn(confidence="medium")

    meeting.refresh_from_db()
    assert meeting.live
    assert MeetingPage.objects.filter(live=False, confidence="medium").count() == waiting


# Bodies, series and menus, which keep no revisions


@pytest.fixture
def ship(tmp_path):
    """Load the files with one text in the place of another; return what the command says."""
    folder = shutil.copytree(SHIPPED, tmp_path / "content")

    def ship(name, old, new):
        file = folder / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        return load(source=folder)

    return ship


def series(slug="tripoli-process"):
    return MeetingSeries.objects.get(slug=slug)


def test_a_name_of_a_series_is_added_and_not_twice(ship):
    said = ship("series.csv", "Processus de Tripoli,,", "Processus de Tripoli,O processo,")

    assert "changed: 1 series" in said
    assert series().words_in("name", "pt") == "O processo"
    assert "changed: nothing" in ship("series.csv", "O processo", "O processo")


def test_a_name_that_an_editor_gave_a_series_or_a_body_stays(ship):
    MeetingSeries.objects.filter(slug="tripoli-process").update(translations=in_languages(fr="Notre nom"))
    Body.objects.filter(code="AMU").update(translations=in_languages(fr="Notre union"))

    ship("series.csv", "Processus de Tripoli,,", "Leur nom,O processo,")
    said = ship("bodies.csv", "Union du Maghreb arabe", "Leur union")

    assert (series().words_in("name", "fr"), series().words_in("name", "pt")) == ("Notre nom", "O processo")
    assert Body.objects.get(code="AMU").words_in("name", "fr") == "Notre union"
    assert "bodies.csv:AMU: an editor has changed name (fr)" in said


def test_of_a_series_that_was_loaded_before_names_were_kept_only_what_is_empty_is_filled(ship):
    LoadedRecord.objects.filter(key="series.csv:tripoli-process").update(digest="", shipped={})
    MeetingSeries.objects.filter(slug="tripoli-process").update(translations=in_languages(fr="Processus de Tripoli"))

    ship("series.csv", "Processus de Tripoli,,", "Leur nom,O processo,")

    assert (series().words_in("name", "fr"), series().words_in("name", "pt")) == ("Processus de Tripoli", "O processo")


def site_settings():
    return SiteSettings.for_site(Site.objects.get(is_default_site=True))


def footer():
    return [block["value"]["text"] for block in site_settings().footer_links.raw_data if block["value"]["url"]]


LAST = '{\n      "page": "privacy"\n    }'
ONE_MORE = LAST + ',\n    {\n      "url": "https://au.int",\n      "text": "AU"\n    }'


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_new_link_reaches_the_footer_of_a_loaded_site(ship, is_kept):
    if not is_kept:  # as sites are that were loaded before menus were compared
        LoadedRecord.objects.filter(key="settings.json:menus").update(digest="", shipped={})

    assert "changed: 1 settings" in ship("settings.json", LAST, ONE_MORE)
    assert footer() == ["AU"]


def test_a_menu_that_an_editor_changed_stays(editor, ship):
    saved = site_settings()
    saved.footer_links = []
    saved.save()
    saved.save_revision(user=editor)

    said = ship("settings.json", LAST, ONE_MORE)

    assert footer() == []
    assert "settings.json:menus: an editor has changed footer_links" in said
