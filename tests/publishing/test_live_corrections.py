"""What readers see is corrected while a later version waits: that gets the same correction, its schedule stays."""

import datetime

import pytest
from wagtail.models import Page, Revision

from mme_site.publishing import live_corrections
from mme_site.publishing.live_corrections import CorrectedMeanwhile, NothingWaits
from mme_site.publishing.models import Schedule
from mme_site.publishing.schedule_store import reconcile
from tests.helpers.people import administrator
from tests.helpers.scheduling import SECOND, failing_for, history, in_an_hour, of, publish_at, schedule

pytestmark = pytest.mark.django_db
UNCHANGED = ("pk", "status", "due_at", "scheduled_by_id", "scheduled_at", "attempts", "finished_at", "reason_code")


@pytest.fixture
def person(db):
    return administrator()


@pytest.fixture
def page(tree):
    return tree.page(title="Declaration", summary="With a mistak", body=[("paragraph", "<p>One</p>")])


def now(page):
    return type(page).objects.get(pk=page.pk)


def correct(page, user=None, read=None, **changes):
    """Correct what readers see, as the form does."""
    live = live_corrections.copy_of_live(page)
    for name, value in changes.items():
        setattr(live, name, value)
    return live_corrections.correct(live, user, read or page.live_revision_id)


def facts(page):
    return Schedule.objects.open().of(page).values(*UNCHANGED).get()


def blocks(page, revision=None):
    """What the paragraphs of a page say."""
    body = (revision.as_object() if revision else now(page)).body
    return [block.value.source for block in body]


def with_blocks(page, **changed):
    """The stored body of a page with other words in its paragraphs, by their number; 'more' is one after the last."""
    raw = [dict(block) for block in now(page).body.raw_data]
    for place, words in changed.items():
        if place == "more":
            raw.append({"type": "paragraph", "value": words, "id": "added"})
        else:
            raw[int(place[1:])]["value"] = words
    return type(now(page).body)(now(page).body.stream_block, raw, is_lazy=True)


def test_both_are_corrected_and_the_schedule_stays_exactly_as_it_was(page, person):
    hour = in_an_hour()
    schedule(page, hour, user=person, title="Declaration of Tunis")
    before = facts(page)

    corrected = correct(page, person, summary="With a mistake mended")

    assert (now(page).title, now(page).summary) == ("Declaration", "With a mistake mended")
    assert corrected.kept == []
    assert facts(page) == before
    assert reconcile() == 0

    publish_at(hour - SECOND)
    assert now(page).title == "Declaration"
    publish_at(hour)
    assert (now(page).title, now(page).summary) == ("Declaration of Tunis", "With a mistake mended")
    assert not now(page).has_unpublished_changes
    assert [one.status for one in of(page)] == ["done"]


def test_where_the_version_that_waits_has_other_words_it_keeps_them_and_the_fields_are_named(page, person):
    hour = in_an_hour()
    schedule(page, hour, summary="Words of the later version", title="Declaration of Tunis")

    corrected = correct(page, person, summary="With a mistake mended", seo_title="Declaration, mended")

    assert corrected.kept == ["summary"]
    assert corrected.fields == "Summary"
    publish_at(hour)
    assert (now(page).summary, now(page).seo_title) == ("Words of the later version", "Declaration, mended")


def test_paragraphs_are_told_apart(tree, person):
    page = tree.page(body=[("paragraph", f"<p>{word}</p>") for word in ("Ohne", "Two", "Three")])
    hour = in_an_hour()
    schedule(page, hour, body=with_blocks(page, _2="<p>Three, later</p>", more="<p>Four</p>"))

    corrected = correct(page, person, body=with_blocks(page, _0="<p>One</p>"))

    assert corrected.kept == []
    assert blocks(page) == ["<p>One</p>", "<p>Two</p>", "<p>Three</p>"]
    publish_at(hour)
    assert blocks(page) == ["<p>One</p>", "<p>Two</p>", "<p>Three, later</p>", "<p>Four</p>"]


def test_a_paragraph_that_both_have_changed_is_kept_as_the_later_version_has_it(page, person):
    hour = in_an_hour()
    schedule(page, hour, body=with_blocks(page, _0="<p>Later</p>"))

    corrected = correct(page, person, body=with_blocks(page, _0="<p>Corrected</p>", more="<p>More</p>"))

    assert corrected.fields == "Text"
    assert blocks(page) == ["<p>Corrected</p>", "<p>More</p>"]
    assert blocks(page, corrected.waiting) == ["<p>Later</p>"]


def test_the_keys_that_the_editor_of_texts_gives_paragraphs_are_no_change(page, person):
    hour = in_an_hour()
    schedule(page, hour, body=with_blocks(page, _0='<p data-block-key="abc">Later</p>'))

    corrected = correct(page, person, body=with_blocks(page, _0='<p data-block-key="xyz">One</p>'), summary="Mended")

    assert corrected.kept == []
    assert blocks(page, corrected.waiting) == ['<p data-block-key="abc">Later</p>']


def test_what_could_not_be_published_with_the_correction_keeps_its_own_words(tree, person):
    first, second, third, fourth = (datetime.date(2014, 4, day) for day in (2, 3, 4, 5))
    meeting = tree.meeting(start_date=first, end_date=fourth)
    hour = in_an_hour()
    schedule(meeting, hour, end_date=second)

    corrected = correct(meeting, person, start_date=third)

    assert now(meeting).start_date == third
    assert corrected.kept == ["start_date"]
    assert corrected.refusal
    publish_at(hour)
    assert (now(meeting).start_date, now(meeting).end_date) == (first, second)


def test_a_schedule_that_has_failed_goes_on_as_it_was(page, person):
    hour = in_an_hour()
    schedule(page, hour, title="Declaration of Tunis")
    with failing_for(page):
        publish_at(hour)
    before = facts(page)
    assert before["attempts"] == 1

    correct(page, person, summary="Mended")

    assert facts(page) == before


def test_the_hour_of_coming_down_stays(page, person):
    hour, end = in_an_hour(), in_an_hour() + 2 * SECOND
    schedule(page, None, end)
    schedule(page, hour, end, title="Later")
    read = now(page).live_revision_id

    correct(page, person, read, summary="Mended")

    assert now(page).expire_at == end
    assert sorted((one.kind, one.status) for one in of(page)) == [("expire", "waiting"), ("go_live", "waiting")]


def test_the_history_says_who_corrected_what_and_the_version_that_waits_is_the_latest(page, person):
    schedule(page, in_an_hour(), summary="Later")

    corrected = correct(page, person, summary="Mended", title="Mended")

    assert history(page)[-2:] == ["wagtail.publish", "mme.live.corrected"]
    assert now(page).latest_revision == corrected.waiting
    assert now(page).draft_title == "Mended"
    assert now(page).has_unpublished_changes
    assert Revision.objects.filter(approved_go_live_at__isnull=False).get() == corrected.waiting


def test_what_has_gone_live_or_was_corrected_by_others_since_is_not_overwritten(page, person):
    hour = in_an_hour()
    read = page.live_revision_id
    schedule(page, hour, title="Later")
    begun = live_corrections.copy_of_live(page)
    correct(page, person, summary="Mended by somebody else")

    with pytest.raises(CorrectedMeanwhile):
        live_corrections.correct(begun, person, read)
    publish_at(hour)
    with pytest.raises(NothingWaits):
        live_corrections.correct(begun, person, read)

    assert (now(page).title, now(page).summary) == ("Later", "Mended by somebody else")


def test_an_alias_follows_the_correction(page, person):
    alias = page.create_alias(update_slug="alias")
    schedule(page, in_an_hour(), title="Later")

    correct(page, person, summary="Mended")

    assert now(alias).summary == "Mended"
    assert Page.objects.get(pk=alias.pk).title == "Declaration"
