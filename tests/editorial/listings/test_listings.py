"""The lists of meetings, documents and members in the admin show what is to be worked on, and to whom."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from members.models import FormerName
from tests.editorial.dashboard.test_dashboard import submit_for_review
from tests.helpers.factories import (
    MeetingSeriesFactory,
    MembershipPeriodFactory,
    in_languages,
)
from tests.helpers.listings import DOCUMENTS, MEETINGS, MEMBERS, file_of, named, rows, titles, translated_lists
from tests.helpers.people import having_role
from tests.helpers.reading import parse, read, words
from tests.helpers.scheduling import expiring, in_an_hour, schedule

pytestmark = pytest.mark.django_db
LISTS = pytest.mark.parametrize("name", [MEETINGS, DOCUMENTS, MEMBERS])
LONG_AGO = datetime.date(2015, 1, 1)


@pytest.fixture
def editor(client, tree):
    """The browser of somebody with the role of editors."""
    client.force_login(having_role("editors"))
    return client


@pytest.fixture
def french(tree):
    """The overview and the list of meetings in French, published."""
    return translated_lists(tree, "fr")


# Columns


def test_a_meeting_is_shown_with_what_has_to_be_known_of_it(editor, tree):
    series = MeetingSeriesFactory(name_en="Summits")
    meeting = tree.meeting(
        title="Tripoli",
        series=series,
        number=1,
        city="Tripoli",
        host=tree.member("Libya"),
        start_date=datetime.date(2006, 11, 1),
        date_precision="month",
        checked_on=LONG_AGO,
        confidence="medium",
    )
    expiring(meeting, in_an_hour())

    [row] = rows(editor, MEETINGS)

    assert row["Date"] == "November 2006"
    assert row["Series"] == "Summits, 1"
    assert row["Place"] == "Tripoli, Libya"
    assert row["Kind"] == "Summit Held"
    assert "live Comes down" in row["Status"]
    assert row["Last checked"] == "1 January 2015, partly inferred"


def test_a_document_is_shown_with_its_symbol_and_the_languages_it_has_and_lacks(editor, tree):
    document = tree.document(title="Declaration", symbol="COM(2011) 743", meeting=tree.meeting(title="Tripoli"))
    for language in ("sw", "fr", "en"):
        file_of(document, language)
    tree.document(title="By a body", body_responsible="Commission", date=datetime.date(2010, 1, 1))

    first, second = rows(editor, DOCUMENTS)

    assert (first["Symbol"], first["Kind"], first["Date"]) == ("COM(2011) 743", "Declaration", "3 April 2014")
    assert (first["Meeting or body"], second["Meeting or body"]) == ("Tripoli", "Commission")
    assert (first["Texts in"], second["Texts in"]) == ("EN FR SW PT AR missing", "EN FR PT AR missing")
    assert first["Last checked"] == "never"


def test_a_meeting_says_in_which_languages_readers_have_it(client, tree, french):
    published, begun, lone = (tree.meeting(title=title) for title in ("Published", "Begun", "Lone"))
    published.copy_for_translation(french).save_revision().publish()
    begun.copy_for_translation(french)
    lone.copy_for_translation(french, alias=True)
    client.force_login(having_role("editors"))

    shown = {row["Title"]: row["Languages"] for row in rows(client, MEETINGS)}

    assert shown["Published English"] == "EN FR"
    assert shown["Begun English"] == "EN FR draft"
    assert shown["Lone English"] == "EN FR missing"  # an alias shows the English text
    assert set(titles(client, MEETINGS, misses="fr")) == {"Begun", "Lone"}
    assert titles(client, MEETINGS, has=["fr", "en"]) == ["Published"]


def test_a_member_is_shown_with_its_present_place_and_its_least_certain_check(editor, tree):
    kingdom = tree.member("United Kingdom", tree.eu, until_date=datetime.date(2020, 1, 31), checked_on=LONG_AGO)
    MembershipPeriodFactory(member=kingdom, body=tree.au, role="observer", from_date=datetime.date(2020, 2, 1))
    tree.member("Benin", checked_on=LONG_AGO, confidence="medium")

    benin, kingdom = rows(editor, MEMBERS)

    assert (benin["Body"], benin["Since"], benin["Until"]) == ("AU", "25 May 1963", "")
    assert (benin["Region"], benin["Status"], benin["Last checked"]) == (
        "West Africa",
        "live",
        "1 January 2015, partly inferred",
    )
    assert (kingdom["Body"], kingdom["Since"]) == ("AU (observer)", "1 February 2020")
    assert kingdom["Last checked"] == "never"


def test_what_waits_for_review_or_was_sent_back_says_so(editor, tree):
    publisher = having_role("publishers")
    submit_for_review(tree.meeting(title="Waits", live=False), having_role("editors"))
    submit_for_review(tree.meeting(title="Came back", live=False), having_role("editors"), "Why?", by=publisher)

    shown = {row["Title"]: row["Status"] for row in rows(editor, MEETINGS)}

    assert shown["Waits English"].endswith("waits for: Review by publishers")
    assert shown["Came back English"].endswith("sent back")
    assert titles(editor, MEETINGS, review="in_progress") == ["Waits"]
    assert titles(editor, MEETINGS, review="needs_changes") == ["Came back"]


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [
        ("start_date", ["Old", "New", "None"]),
        ("-start_date", ["New", "Old", "None"]),
        ("title", ["New", "None", "Old"]),
        ("password", ["New", "Old", "None"]),
        ("-", ["New", "Old", "None"]),
    ],
)
def test_what_has_no_date_comes_last_in_both_directions(editor, tree, ordering, expected):
    for title, date in [("Old", LONG_AGO), ("New", datetime.date(2020, 1, 1)), ("None", None)]:
        tree.meeting(title=title, start_date=date)

    assert titles(editor, MEETINGS, ordering=ordering) == expected


# Filters


def test_meetings_are_filtered_by_year_series_kind_and_how_far_they_are(editor, tree):
    series = MeetingSeriesFactory()
    dates = {"start_date": datetime.date(2011, 12, 30), "end_date": datetime.date(2012, 1, 2)}
    tree.meeting(title="New year", kind="workshop", series=series, status="cancelled", **dates)
    tree.meeting(title="Other")

    for query in [{"year": 2011}, {"year": 2012}, {"series": series.pk}, {"kind": "workshop"}, {"status": "cancelled"}]:
        assert titles(editor, MEETINGS, **query) == ["New year"]
    assert titles(editor, MEETINGS, kind=["workshop", "summit"]) == ["Other", "New year"]
    assert titles(editor, MEETINGS, year=2011, kind="summit") == []


def test_documents_are_filtered_by_year_kind_and_the_languages_of_their_texts(editor, tree):
    both = tree.document(title="Both", kind="report", date=datetime.date(2010, 5, 5))
    file_of(both, "en")
    file_of(both, "fr")
    file_of(tree.document(title="English"), "en")
    tree.document(title="Nothing")

    assert titles(editor, DOCUMENTS, year=2010) == titles(editor, DOCUMENTS, kind="report") == ["Both"]
    assert set(titles(editor, DOCUMENTS, has="en")) == {"English", "Both"}
    assert titles(editor, DOCUMENTS, has=["en", "fr"]) == ["Both"]
    assert set(titles(editor, DOCUMENTS, misses="fr")) == {"English", "Nothing"}
    assert titles(editor, DOCUMENTS, has="en", misses="fr") == ["English"]


@pytest.mark.parametrize(("name", "make"), [(MEETINGS, "meeting"), (DOCUMENTS, "document")])
def test_pages_are_filtered_by_status_schedule_check_and_confidence(editor, tree, name, make):
    def page(title, **fields):
        return getattr(tree, make)(**{"title": title, "checked_on": timezone.localdate(), **fields})

    page("Live")
    changed, goes, comes = page("Changed"), page("Goes", live=False), page("Comes")
    changed.title = "Changed"
    changed.save_revision()
    schedule(goes, in_an_hour())
    expiring(comes, in_an_hour())
    page("Old", checked_on=LONG_AGO)
    page("Never", checked_on=None, confidence="medium")

    assert set(titles(editor, name, state="live")) == {"Live", "Changed", "Comes", "Old", "Never"}
    assert titles(editor, name, state="changed") == ["Changed"]
    assert titles(editor, name, state="draft") == ["Goes"]
    assert set(titles(editor, name, scheduled="something")) == {"Goes", "Comes"}
    assert titles(editor, name, scheduled="go_live") == ["Goes"]
    assert titles(editor, name, scheduled="expire") == ["Comes"]
    assert titles(editor, name, checked="old") == ["Old"]
    assert titles(editor, name, checked="never") == titles(editor, name, confidence="medium") == ["Never"]


def test_members_are_filtered_by_body_place_and_check(editor, tree):
    tree.member("Benin", checked_on=LONG_AGO)
    tree.member("France", tree.eu, member__region="europe-western", checked_on=timezone.localdate())
    kingdom = tree.member("Kingdom", tree.eu, until_date=datetime.date(2020, 1, 31), checked_on=timezone.localdate())
    FormerName.objects.create(member=kingdom, name="England", confidence="medium", checked_on=timezone.localdate())
    tree.member("Holy See", tree.eu, role="observer")
    tree.member("Draft", member__live=False)

    assert titles(editor, MEMBERS, body=tree.eu.pk) == ["France", "Holy See", "Kingdom"]
    assert titles(editor, MEMBERS, today="member", state="live") == ["Benin", "France"]
    assert titles(editor, MEMBERS, today="member", body=tree.eu.pk) == ["France"]
    assert titles(editor, MEMBERS, today="former") == ["Kingdom"]
    assert titles(editor, MEMBERS, today="other") == ["Holy See"]
    assert titles(editor, MEMBERS, region="europe-western") == ["France"]
    assert titles(editor, MEMBERS, state="draft") == ["Draft"]
    assert titles(editor, MEMBERS, checked="old") == ["Benin"]
    assert titles(editor, MEMBERS, checked="never") == ["Draft", "Holy See"]
    assert titles(editor, MEMBERS, confidence="medium") == ["Kingdom"]


def test_members_are_filtered_by_schedule_and_review(editor, tree):
    schedule(tree.member("Benin", member__live=False), in_an_hour())
    submit_for_review(tree.member("Mali"), having_role("editors"))
    tree.member("Niger")

    assert titles(editor, MEMBERS, scheduled="go_live") == ["Benin"]
    assert titles(editor, MEMBERS, review="in_progress") == ["Mali"]


@LISTS
@pytest.mark.parametrize(
    "query",
    [
        {"series": "abc", "year": "99999999999", "body": "-1", "region": "mars"},
        {"year": "-1", "kind": "nonsense", "has": "xx", "misses": "", "state": "gone", "today": "x"},
        {"year": "2e400", "scheduled": "x", "review": "1", "checked": "?", "confidence": "0", "locale": "xx"},
        {"p": "99999", "ordering": "live,title", "q": "\"'%_\\ (", "series": "9" * 30, "body": "9" * 30},
    ],
)
def test_what_cannot_be_read_of_an_address_is_said_and_does_not_limit_the_list(editor, tree, name, query):
    tree.meeting(), tree.document(), tree.member()

    page = read(editor, reverse(name), data=query)

    if "p" not in query:
        assert page.select("#listing-results tbody tr")
        assert "This was not understood, and the list is not limited by it" in words(page)


def test_the_filters_that_can_be_read_count_beside_one_that_cannot(editor, tree):
    tree.meeting(title="Workshop", kind="workshop")
    tree.meeting(title="Summit")

    assert titles(editor, MEETINGS, kind="workshop", year="soon") == ["Workshop"]


# Search


@pytest.mark.parametrize(
    "typed", ["COM(2011) 743", "com 2011/743", "743", "Tunis Agenda", "agenda gamm", "Mobility", "mobil migr"]
)
def test_a_document_is_found_by_title_symbol_and_other_names_in_any_order(editor, tree, typed):
    document = tree.document(title="Migration and Mobility", symbol="COM(2011) 743 final")
    named(document, "GAMM")
    named(document, "The Tunis Agenda")
    tree.document(title="Report", symbol="COM(2012) 1")

    assert titles(editor, DOCUMENTS, q=typed) == ["Migration and Mobility"]


def test_a_meeting_is_found_by_its_other_names_and_not_by_other_letters(editor, tree):
    named(tree.meeting(title="Fourth summit"), "قمة بروكسل")
    tree.meeting(title="100 % (Brussels)")

    assert titles(editor, MEETINGS, q="بروكسل") == ["Fourth summit"]
    assert titles(editor, MEETINGS, q="brussels 100") == ["100 % (Brussels)"]
    assert titles(editor, MEETINGS, q="%") == titles(editor, MEETINGS, q="Rome") == []


@pytest.mark.parametrize("typed", ["SZ", "Swaziland", "eswat", "Essuatíni", "kingdom of eswatini"])
def test_a_member_is_found_by_code_and_by_any_name_that_it_has_or_had(editor, tree, typed):
    names = {"member__translations": in_languages(pt="Essuatíni"), "member__official_name": "Kingdom of Eswatini"}
    member = tree.member("Eswatini", member__code="SZ", **names)
    FormerName.objects.create(member=member, name="Swaziland")
    tree.member("Benin", member__code="BJ")

    assert titles(editor, MEMBERS, q=typed) == ["Eswatini"]


def test_the_results_alone_are_what_the_page_holds(editor, tree):
    tree.document(title="Report", symbol="COM(2012) 1")
    tree.document(title="Other")

    shown = words(parse(editor.get(reverse("document_pages:index_results"), {"q": "2012"})))

    assert "There is 1 match" in shown
    assert "Report" in shown
    assert "Other" not in shown
