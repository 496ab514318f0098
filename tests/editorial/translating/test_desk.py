"""The desk of translators lists what waits for their language, and every step is a click from it."""

import datetime
from unittest.mock import patch

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, WorkflowState
from wagtail_localize.models import StringSegment, StringTranslation

from home.models import StandardPage
from meetings.import_export.meetings import MeetingResource
from mme_site.editorial.translating.models import ChangedText
from mme_site.editorial.translating.tasks import follow_original
from mme_site.editorial.translating.waiting import State, work_in
from tests.helpers.editing import is_refused
from tests.helpers.people import administrator, allowed, having_role
from tests.helpers.reading import parse, read, words
from tests.helpers.translations import translated
from tests.helpers.translators import begun, type_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def french(tree):
    """French, with a published overview."""
    translated(tree.home, title="Partenariat")
    return Locale.objects.get(language_code="fr")


@pytest.fixture
def page(tree, french):
    return tree.page(title="About", slug="about", summary="What it is.")


@pytest.fixture
def version(page, french):
    """The French page, begun and not finished."""
    return begun(page, french)


@pytest.fixture
def live(client, version, django_capture_on_commit_callbacks):
    """The French page, translated and published."""
    type_in(version, title="À propos", summary="Ce que c’est.")
    act(client, version, "publish", django_capture_on_commit_callbacks)
    return Page.objects.get(pk=version.pk).specific


@pytest.fixture
def translator(client, french):
    client.user = having_role("translators fr")
    client.force_login(client.user)
    return client


def act(client, version, action, capture, **posted):
    """Press a button of the screen of a translation, as a publisher."""
    client.force_login(having_role("publishers"))
    with capture(execute=True):
        return client.post(reverse("submit_translation", args=[version.pk]), {"action": action, **posted})


def desk(client, **asked):
    return (
        read(client, reverse("translators_desk"), **asked)
        if not asked
        else parse(client.get(reverse("translators_desk"), asked))
    )


def state_of(page, french):
    return next(work.state for work in work_in(french) if work.original == page.pk)


def row_of(client, title, **asked):
    """Return a row of the desk."""
    return next(row for row in desk(client, **asked)("li", class_="desk-row") if title in words(row))


# What waits


def test_an_original_without_a_translation_is_new_and_later_untranslated(page, french):
    assert state_of(page, french) == State.NEW

    Page.objects.filter(pk=page.pk).update(first_published_at=timezone.now() - datetime.timedelta(days=60))
    assert state_of(page, french) == State.UNTRANSLATED


def test_a_translation_goes_from_begun_to_ready_to_review_to_up_to_date(client, page, version, french):
    assert state_of(page, french) == State.BEGUN
    type_in(version, title="À propos", summary="Ce que c’est.")
    assert state_of(page, french) == State.READY

    client.force_login(having_role("translators fr"))
    client.post(reverse("submit_translation", args=[version.pk]))
    assert state_of(page, french) == State.IN_REVIEW


def test_what_is_sent_back_stands_first_with_the_comment(
    client, tree, page, version, french, django_capture_on_commit_callbacks
):
    tree.page(title="Another")
    client.force_login(having_role("translators fr"))
    client.post(reverse("submit_translation", args=[version.pk]))
    act(client, version, "send-back", django_capture_on_commit_callbacks, comment="Say “Union”.")

    client.force_login(having_role("translators fr"))
    first = desk(client).find("li", class_="desk-row")

    assert state_of(page, french) == State.SENT_BACK
    assert "About" in words(first)
    assert "Say “Union”." in words(first)
    assert words(first.find("a", class_="button")).startswith("Correct")


def test_a_published_translation_is_up_to_date_until_it_is_translated_again(page, live, french):
    assert (live.live, live.title) == (True, "À propos")
    assert state_of(page, french) == State.DONE

    type_in(live, title="Au sujet")
    assert state_of(page, french) == State.READY


def test_the_desk_counts_what_is_in_each_state_and_shows_what_was_asked_for(translator, tree, page, version):
    tree.page(title="Contact")

    shown = desk(translator, state="new", q="cont")

    counts = {words(link).rpartition(" ")[0]: words(link).rpartition(" ")[2] for link in shown.select(".desk-states a")}
    assert counts["New"] == "1"
    assert counts["Begun"] == "0"
    assert [words(title) for title in shown.select(".desk-row__title")] == ["Contact"]


@pytest.mark.parametrize("asked", [{"language": "xx"}, {"state": "?"}, {"kind": "no.such"}, {"p": "x"}, {"q": "\x00"}])
def test_what_cannot_be_read_limits_nothing(translator, page, asked):
    answer = translator.get(reverse("translators_desk"), asked)

    assert answer.status_code in (200, 400)


def test_a_draft_of_an_original_is_not_shown(translator, tree):
    tree.page(title="Under embargo", live=False)

    assert "Under embargo" not in words(desk(translator))


def test_the_desk_is_for_those_who_translate(client, tree, french):
    client.force_login(allowed("change", below=tree.home))

    assert is_refused(client.get(reverse("translators_desk")))
    assert "translators-desk" not in client.get("/admin/").content.decode()


def test_a_translator_is_shown_the_own_language_and_an_administrator_each(client, translator):
    assert not desk(translator).find("nav", class_="desk-languages")

    Locale.objects.get_or_create(language_code="ar")
    client.force_login(administrator())
    assert len(desk(client).select(".desk-languages a")) == Locale.objects.count() - 1


def test_the_first_page_of_the_admin_counts_what_waits(translator, page, version):
    panel = read(translator, "/admin/").find("ul", class_="desk-counts")

    assert "Begun 1" in words(panel)


def test_the_number_of_queries_does_not_grow_with_the_desk(
    translator, tree, french, page, version, django_assert_max_num_queries
):
    desk(translator)
    with django_assert_max_num_queries(50) as first:  # of pages, and of each kind of record with names
        desk(translator)
    for _number in range(4):
        begun(tree.page(), french)
    with django_assert_max_num_queries(len(first)):
        desk(translator)


# Clicks


def test_a_translation_is_begun_by_one_click(translator, page, french):
    form = row_of(translator, "About").find("form")
    posted = {field["name"]: field["value"] for field in form("input")}

    answer = translator.post(form["action"], posted)

    assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.get_translation(french).pk])


def test_the_main_button_is_what_a_person_may_do_next(client, translator, version):
    type_in(version, title="À propos", summary="Ce que c’est.")
    assert words(row_of(translator, "About", state="ready").find("a", class_="button")) == "Submit for review : About"

    client.force_login(having_role("publishers"))
    assert words(row_of(client, "About", state="ready").find("a", class_="button")) == "Publish : About"


def test_the_editor_of_a_translation_offers_a_translator_to_submit_it_and_no_alias(translator, version):
    page = parse(translator.get(reverse("wagtailadmin_pages:edit", args=[version.pk])))

    assert words(page.select_one(".translation-editor__do .button")) == "Check and submit"
    assert '"convertToAliasUrl": null' in page.select_one(".js-translation-editor")["data-props"]


def test_a_reviewer_approves_on_the_screen_of_the_translation(
    client, translator, version, french, page, django_capture_on_commit_callbacks
):
    type_in(version, title="À propos", summary="Ce que c’est.")
    translator.post(reverse("submit_translation", args=[version.pk]))

    act(client, version, "approve", django_capture_on_commit_callbacks)

    assert words(read(client, "/fr/about/").h1) == "À propos"
    assert state_of(page, french) == State.DONE


def test_a_translator_decides_no_review_and_publishes_nothing(translator, version):
    address = reverse("submit_translation", args=[version.pk])
    translator.post(address)

    for action in ("approve", "send-back", "publish"):
        assert is_refused(translator.post(address, {"action": action, "comment": "!"})), action
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS
    assert not Page.objects.get(pk=version.pk).live


def test_nothing_is_sent_back_without_a_word(client, translator, version, django_capture_on_commit_callbacks):
    translator.post(reverse("submit_translation", args=[version.pk]))

    act(client, version, "send-back", django_capture_on_commit_callbacks, comment=" ")

    assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS


# What has changed


def change(page, **words_now):
    for field, text in words_now.items():
        setattr(page, field, text)
    page.save_revision().publish()


def test_a_change_of_the_original_is_named_and_readers_keep_the_translation(client, page, live, french):
    change(page, summary="What it is now.")

    assert state_of(page, french) == State.CHANGED
    row = row_of(client, "About")
    assert words(row.dt) == "Summary"
    assert words(row.dd) == "What it is. is now."
    assert "Ce que c’est." in words(read(client, "/fr/about/").main)


def test_what_has_changed_stays_in_the_former_words_when_the_translation_is_published(
    client, page, live, french, django_capture_on_commit_callbacks
):
    change(page, summary="What it is now.")
    change(page, summary="What it was.")

    act(client, live, "publish", django_capture_on_commit_callbacks)

    assert "Ce que c’est." in words(read(client, "/fr/about/").main)
    assert state_of(page, french) == State.CHANGED
    assert set(ChangedText.objects.values_list("former", flat=True)) == {"What it is."}


def test_what_was_translated_again_is_no_longer_behind(page, live, french):
    change(page, summary="What it is now.")

    type_in(live, summary="Ce que c’est maintenant.")

    assert not ChangedText.objects.exists()
    assert state_of(page, french) == State.READY


def test_a_translator_says_that_a_text_is_still_right(translator, page, live, french):
    change(page, summary="What it really is.")
    key = StringTranslation.objects.get(changed__isnull=False).pk
    translator.force_login(translator.user)

    translator.post(
        reverse("submit_translation", args=[live.pk]), {"action": "still-right", "text": [str(key), "x", "9" * 30]}
    )

    assert state_of(page, french) == State.DONE


def test_a_change_of_a_fact_marks_nothing(tree, french, django_capture_on_commit_callbacks):
    meeting = tree.meeting(title="Summit")
    type_in(begun(meeting, french), title="Sommet")

    change(meeting, city="Sirte")

    assert not ChangedText.objects.exists()


def test_a_paragraph_that_was_moved_keeps_its_translation(tree, french):
    one, two = [("heading", {"text": text}) for text in ("One", "Two")]
    page = tree.page(title="Text", body=[one, two])
    version = begun(page, french)
    type_in(version, title="Texte")
    for segment in StringSegment.objects.filter(source__object=page.translation_key).exclude(context__path="title"):
        type_in(version, **{segment.context.path: f"FR {segment.string.data}"})

    page.body = [two, one]  # with new keys, as an import makes them
    page.save_revision().publish()

    assert state_of(page, french) == State.READY
    assert not ChangedText.objects.exists()


def test_a_new_text_is_not_published_in_the_originals_language_unsaid(
    client, tree, page, live, django_capture_on_commit_callbacks
):
    change(page, search_description="About this site.")
    client.force_login(having_role("publishers"))

    answer = client.post(reverse("wagtailadmin_pages:edit", args=[live.pk]), {"action": "publish"})

    assert answer.url == reverse("submit_translation", args=[live.pk])
    assert "Publish with 1 text in the original language" in words(parse(client.get(answer.url)).main)


def test_an_import_offers_no_translation_of_a_list_as_a_place(tree, french):
    translated(tree.meetings, title="Réunions")

    assert list(MeetingResource.places(administrator())) == [tree.meetings]


def test_a_publication_with_four_trees_asks_at_most_seventy_queries(tree, french, page, django_assert_max_num_queries):
    for language in ("fr", "pt", "ar"):
        locale = Locale.objects.get_or_create(language_code=language)[0]
        type_in(begun(page, locale), title=f"About {language}")
    page.title = "About us"
    revision = page.save_revision()

    with django_assert_max_num_queries(70), patched_following():
        revision.publish()


def patched_following():
    """Leave what follows a publication to the worker, as the site does."""
    return patch.object(type(follow_original), "enqueue")


# Into the language of the site itself


def test_what_was_written_in_french_is_translated_into_english_by_clicks_and_marked_when_it_changes(
    client, tree, french, django_capture_on_commit_callbacks
):
    home, english = tree.home.get_translation(french), tree.home.locale
    original = home.add_child(instance=StandardPage(title="Appel", slug="appel", summary="Un appel.", locale=french))
    original.save_revision().publish()
    translator = having_role("translators en")
    client.force_login(translator)
    form = row_of(client, "Appel").find("form")
    assert words(form.button).startswith("Begin")

    client.post(form["action"], {field["name"]: field["value"] for field in form("input", attrs={"name": True})})
    version = original.get_translation(english)
    assert version.get_parent().pk == tree.home.pk and not version.live
    type_in(version, title="Call", summary="A call.")
    client.post(reverse("submit_translation", args=[version.pk]))
    act(client, version, "approve", django_capture_on_commit_callbacks)
    assert words(read(client, "/appel/").h1) == "Call"
    assert state_of(original, english) == State.DONE

    original.summary = "Un deuxième appel."
    with django_capture_on_commit_callbacks(execute=True):
        original.save_revision().publish()
    follow_original.call(str(original.translation_key), original.locale_id)

    assert state_of(original, english) == State.CHANGED
    assert "A call." in words(read(client, "/appel/").main)
