"""What is scheduled is checked as if it were published at its hour, while there is time to mend it."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, Revision
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from meetings.models import AgendaItem, AgendaPaper, DocumentFile
from mme_site.editorial.preflight.problems import Severity, problems
from tests.helpers.editing import PUBLISH, PageEditor, filled_in
from tests.helpers.factories import MemberFactory, hide
from tests.helpers.reading import parse, words
from tests.helpers.scheduling import HOUR, in_an_hour, linked, schedule
from tests.helpers.uploads import saved_document, saved_image, using

pytestmark = pytest.mark.django_db

MINUTE = datetime.timedelta(minutes=1)


def found(revision, at=None):
    """The problems of a revision, as (severity, field, words)."""
    return [(problem.severity.value, problem.field, str(problem)) for problem in problems(revision, at)]


def stored(page, **content):
    """A version of a page as it stands in memory, with other stored values, that the editor's form would refuse."""
    revision = page.save_revision(clean=False)
    revision.content = {**revision.content, **content}
    revision.approved_go_live_at = in_an_hour()
    revision.save()
    return revision


def typed_link(page):
    """What the editor's form sends for a body of text with a link to a page."""
    [(block, html)] = linked(page)
    return nested_form_data({"body": streamfield([(block, rich_text(html))])})


def test_a_revision_without_fault_has_no_problems(tree):
    theme, paper = tree.theme(), tree.document()
    meeting = tree.meeting(live=False, themes=[theme], body=linked(paper))
    revision = schedule(meeting, in_an_hour())

    assert problems(revision) == []


# The revision itself


def test_a_missing_title_stops_it_and_names_its_field(tree):
    revision = stored(tree.page(live=False), title="")

    assert ("error", "title", "Title: This field cannot be blank.") in found(revision)


def test_what_the_page_type_itself_refuses_is_found(tree):
    meeting = tree.meeting(live=False)
    revision = stored(meeting, end_date="2014-04-01")

    [problem] = problems(revision)
    assert (problem.severity, problem.field) == (Severity.ERROR, "end_date")


def test_a_slug_that_a_sibling_has_taken_meanwhile_is_found(tree):
    revision = schedule(tree.page(), in_an_hour(), slug="programme")
    assert problems(revision) == []
    tree.page(slug="programme")

    [(severity, field, text)] = found(revision)
    assert (severity, field) == ("error", "slug")
    assert "programme" in text


def test_a_slug_that_another_scheduled_version_will_have_is_found_in_both(tree):
    first, second = tree.page(title="First"), tree.page(title="Second")
    hour = in_an_hour()
    revisions = [schedule(first, hour, slug="programme"), schedule(second, hour + HOUR, slug="programme")]

    texts = [text for revision in revisions for severity, field, text in found(revision) if field == "slug"]
    assert [text.split(", scheduled")[0] for text in texts] == ["Slug: “Second”", "Slug: “First”"]


def test_the_same_slug_below_another_page_is_no_problem(tree):
    other = tree.page(live=True)
    schedule(tree.page(parent=other), in_an_hour(), slug="programme")

    assert problems(schedule(tree.page(), in_an_hour(), slug="programme")) == []


def test_a_members_code_that_another_scheduled_member_will_have_is_found(tree):
    one, other = MemberFactory(), MemberFactory()
    schedule(one, in_an_hour(), code="QQ")
    revision = schedule(other, in_an_hour(), code="QQ")

    assert [field for _severity, field, _text in found(revision) if field != "source"] == ["code"]


def test_an_inline_record_is_named_by_its_place(tree):
    document = tree.document(live=False)
    file = saved_document()
    document.files = [DocumentFile(language="en"), DocumentFile(language="fr", file=file, url="https://example.org/a")]
    revision = stored(document)

    [(severity, field, text)] = found(revision)
    assert (severity, field) == ("error", "files")
    assert text.startswith("Language and format 2, ")


def test_a_block_that_is_not_complete_is_found(tree):
    revision = schedule(tree.page(live=False), in_an_hour(), body=[("heading", {"text": "", "level": "2"})])

    [(severity, field, text)] = found(revision)
    assert (severity, field) == ("error", "body")
    assert "A block is not complete." in text


def test_an_expiry_that_comes_before_the_hour_is_found(tree):
    hour = in_an_hour()
    revision = schedule(tree.page(live=False), hour, expire_at=hour - MINUTE)

    assert [(severity, field) for severity, field, _text in found(revision)] == [("error", "expire_at")]
    assert problems(revision, at=hour - 2 * MINUTE) == []


def test_a_theme_that_was_deleted_since_is_found(tree):
    theme = tree.theme()
    revision = schedule(tree.meeting(live=False, themes=[theme, tree.theme()]), in_an_hour())
    theme.delete()

    assert found(revision) == [("warning", "themes", "Themes: What was chosen here has been deleted since.")]


# What stands around it


def test_a_page_below_a_draft_is_found_unless_the_draft_goes_live_by_then(tree):
    hour = in_an_hour()
    parent = tree.page(live=False, title="The draft")
    revision = schedule(tree.page(parent=parent, live=False), hour)
    text = "The page above, “The draft”, is a draft and does not go live by then."
    assert found(revision) == [("error", "", text)]

    schedule(parent, hour + MINUTE)
    assert found(revision) == [("error", "", text)]
    schedule(parent, hour)
    assert found(revision) == []


def test_a_page_below_one_that_comes_down_before_is_found(tree):
    hour = in_an_hour()
    parent = tree.page(title="The one above", expire_at=hour - MINUTE)
    revision = schedule(tree.page(parent=parent, live=False), hour)

    assert found(revision) == [("error", "", "The page above, “The one above”, comes down before then.")]


DRAFT = "“Target” is a draft and does not go live by then."


@pytest.mark.parametrize("target", ["draft", "later", "by then", "live", "private", "gone", "down by then"])
def test_a_link_in_a_text_to_a_page_that_readers_cannot_open_is_found(tree, target):
    hour = in_an_hour()
    page = tree.page(title="Target", live=target in ("live", "private", "down by then"))
    revision = schedule(tree.page(live=False, body=linked(page)), hour)
    if target in ("later", "by then"):
        schedule(page, hour + (MINUTE if target == "later" else -MINUTE))
    elif target == "private":
        hide(page)
    elif target == "down by then":
        Page.objects.filter(pk=page.pk).update(expire_at=hour - MINUTE)
    elif target == "gone":
        page.delete()

    expected = {
        "draft": DRAFT,
        "later": DRAFT,
        "private": "“Target” is private: readers cannot open it.",
        "down by then": "“Target” comes down before then.",
        "gone": "It leads to something that no longer exists.",
    }
    assert found(revision) == ([("warning", "body", f"Text: {expected[target]}")] if target in expected else [])


def test_chosen_pages_and_members_that_are_drafts_are_found_each_in_its_field(tree):
    theme, host, paper = tree.theme(live=False), MemberFactory(live=False), tree.document(live=False)
    meeting = tree.meeting(live=False, host=host, themes=[theme])
    item = AgendaItem(title="First point")
    item.papers = [AgendaPaper(document=paper)]
    meeting.agenda_items = [item]

    revision = stored(meeting)

    assert {field for severity, field, _text in found(revision) if severity == "warning"} == {
        "themes",
        "host",
        "agenda_items",
    }


def test_files_and_pictures_in_a_private_collection_are_found(tree):
    held = Collection.get_first_root_node().add_child(name="Held back")
    CollectionViewRestriction.objects.create(collection=held, restriction_type=CollectionViewRestriction.LOGIN)
    body = using(saved_document(collection=held), saved_image(collection=held))
    free = using(saved_document(), saved_image())

    def warned_of(body):
        revision = schedule(tree.page(live=False, body=body), in_an_hour())
        return sorted(text for severity, _field, text in found(revision) if severity == "warning")

    unnamed = "Text: A picture has no alternative text: say what it shows, or that it is decorative."
    assert warned_of(free) == [unnamed]
    assert warned_of(body) == [
        unnamed,
        "Text: “File” is in a private collection: readers cannot open it.",
        "Text: “Picture” is in a private collection: readers cannot open it.",
    ]


@pytest.mark.parametrize(
    ("french", "told"),
    [
        ("missing", "Translations: There is none in: French."),
        ("draft", "Translations: French: a draft, not scheduled."),
        ("live", "Translations: French: no change is scheduled; the version that is live stays."),
        ("later", "Translations: French: scheduled for another time, "),
        ("same", ""),
    ],
)
def test_the_other_languages_are_told_of_for_information(tree, french, told):
    locale, hour = Locale.objects.create(language_code="fr"), in_an_hour()
    page = tree.page(live=False)
    if french != "missing":
        tree.home.copy_for_translation(locale)
        translation = page.copy_for_translation(locale)
        if french == "live":
            translation.save_revision().publish()
        elif french in ("later", "same"):
            schedule(translation, hour + HOUR if french == "later" else hour)

    said = [problem for problem in found(schedule(page, hour)) if problem[0] == "information"]
    assert [(severity, text[: len(told)]) for severity, _field, text in said] == (
        [("information", told)] if told else []
    )


# Whatever it meets


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"pk": 1},
        {"title": None, "slug": None},
        {"slug": "a\0b", "title": "\0"},
        {"slug": "s" * 5000},
        {"body": "no json"},
        {"body": '[{"type": "unheard of", "value": 1}, 7]'},
        {"expire_at": "tomorrow"},
        {"expire_at": 7},
        {"locale": 999_999},
        {"themes": "none", "agenda_items": "none"},
        {"agenda_items": [{"pk": "x"}]},
        {"host": 999_999, "series": 999_999},
    ],
)
def test_a_broken_revision_is_a_problem_and_no_error_and_leaves_the_transaction_whole(tree, content):
    revision = tree.meeting(live=False).latest_revision
    revision.content = {**revision.content, **content} if content and "pk" not in content else content

    said = problems(revision)

    assert all(str(problem) for problem in said)
    assert Page.objects.filter(pk=tree.meetings.pk).exists()  # PostgreSQL would refuse after an error


def test_a_revision_of_what_was_deleted_is_a_problem(tree):
    page = tree.page(live=False)
    revision = Revision.objects.get(pk=page.latest_revision.pk)
    page.delete()

    [problem] = problems(revision)
    assert problem.severity == Severity.ERROR


def test_nothing_is_written_and_more_links_cost_no_more_queries(tree):
    def statements(revision):
        with CaptureQueriesContext(connection) as seen:
            problems(Revision.objects.get(pk=revision.pk))
        return [query["sql"] for query in seen if "SAVEPOINT" not in query["sql"]]

    few = statements(schedule(tree.page(live=False, body=linked(tree.page(live=False))), in_an_hour()))
    many_links = [block for _n in range(8) for block in linked(tree.page(live=False))]
    many = statements(schedule(tree.page(live=False, body=many_links), in_an_hour()))

    assert all(sql.startswith("SELECT") for sql in few)
    assert len(many) == len(few)


# Told at once


def test_the_editor_of_a_page_is_told_at_once_of_what_will_be_wrong(admin_client, tree):
    draft = tree.page(title="Not yet", live=False)

    PageEditor(admin_client).edit(tree.page(live=False), go_live_at="2040-01-01 10:00", **typed_link(draft))

    [told] = [words(line) for line in parse(admin_client.get("/admin/")).select(".messages > ul > li.warning")]
    assert (
        "As things are, 1 thing will be wrong at that time: Text: “Not yet” is a draft and does not go live by then. "
        "(readers will notice)"
    ) in told


def test_the_editor_of_a_member_is_told_at_once_of_what_will_be_wrong(admin_client, tree):
    schedule(MemberFactory(name_en="Benin"), in_an_hour(), code="QQ")
    address = f"/admin/snippets/members/member/edit/{MemberFactory().pk}/"

    typed = filled_in(admin_client.get(address), code="QQ", go_live_at="2040-01-01 10:00")
    admin_client.post(address, typed | PUBLISH)

    [told] = [words(line) for line in parse(admin_client.get("/admin/")).select(".messages > ul > li.error")]
    assert "As things are, 2 things will be wrong at that time: Code: “Benin”, scheduled for" in told


def test_a_title_cannot_smuggle_markup_into_the_message(admin_client, tree):
    draft = tree.page(title="<img src=x>", live=False)

    PageEditor(admin_client).edit(tree.page(live=False), go_live_at="2040-01-01 10:00", **typed_link(draft))

    messages = parse(admin_client.get("/admin/")).select_one(".messages")
    assert "<img src=x>" in words(messages)
    assert messages.img is None
