"""The timeline: meetings and texts in the order of time, drawn and as a list."""

import datetime
import itertools

import pytest
import time_machine
from django.core.exceptions import ValidationError

from home.models import KeyDocument
from meetings.models import DocumentRelation, MeetingPoint
from meetings.timeline import entries as entries_of
from meetings.timeline.chart import NARROWEST, TARGET
from tests.helpers.factories import MeetingSeriesFactory, Tree, hide
from tests.helpers.reading import chips, facts, main, read, refusals, section, words

pytestmark = pytest.mark.django_db


def day(text):
    return datetime.date.fromisoformat(text)


def shown(page):
    """Return what the list says, year by year: the names of meetings and, in brackets, of texts."""
    names = {}
    for year in page.select(".timeline > li"):
        links = [*year.select(".name a, .texts > li > p:first-child a")]
        names[words(year.h2)] = [f"({words(a)})" if a.find_parent(class_="texts") else words(a) for a in links]
    return names


def marks(page):
    """Return the marks of the chart: the name of each link, and what it looks like."""
    return {mark["aria-label"]: mark["class"][1] for mark in page.select(".chart a.mark")}


def steps(page, title):
    """Return what the list says below a text: what it follows, and what follows it."""
    (link,) = [a for a in page.select(".texts > li > p:first-child a") if words(a) == title]
    return [words(step) for step in link.find_parent("li").select(".step")]


@pytest.fixture
def lisbon(tree):
    """Two summits with a text each, and a ministerial meeting without one between them."""
    tree.summits = MeetingSeriesFactory(name_en="Summits", slug="summits")
    tree.cairo = tree.meeting(title="Cairo summit", start_date=day("2000-04-03"), city="Cairo", series=tree.summits)
    tree.tripoli = tree.meeting(title="Tripoli conference", kind="ministerial", start_date=day("2006-11-22"))
    tree.lisbon = tree.meeting(title="Lisbon summit", start_date=day("2007-12-08"), series=tree.summits)
    tree.plan = tree.document(title="Cairo plan", date=day("2000-04-04"), meeting=tree.cairo)
    tree.strategy = tree.document(title="Joint strategy", date=day("2007-12-09"), meeting=tree.lisbon)
    return tree


def timeline(client, tree, query=""):
    return read(client, f"{tree.meetings.url}timeline/{query}")


# The list


def test_meetings_stand_in_the_order_of_time_with_the_texts_they_adopted(client, lisbon):
    assert shown(timeline(client, lisbon)) == {
        "2000": ["Cairo summit", "(Cairo plan)"],
        "2006": ["Tripoli conference"],
        "2007": ["Lisbon summit", "(Joint strategy)"],
    }


def test_a_text_of_no_meeting_stands_at_its_own_date(client, tree):
    tree.document(title="Communication", date=day("2011-11-18"))

    assert shown(timeline(client, tree)) == {"2011": ["(Communication)"]}


def test_a_text_whose_meeting_is_not_public_stands_at_its_own_date(client, lisbon):
    hide(lisbon.cairo)
    page = timeline(client, lisbon)

    assert shown(page)["2000"] == ["(Cairo plan)"]
    assert "Cairo summit" not in main(page)


def test_what_is_not_public_or_has_no_date_is_left_out(client, lisbon):
    lisbon.meeting(title="Draft meeting", live=False)
    lisbon.meeting(title="Undated meeting", start_date=None, status="planned")
    lisbon.document(title="Draft text", live=False)
    hide(lisbon.document(title="Private text", meeting=lisbon.lisbon))
    lisbon.document(title="Undated text", date=None)
    text = main(timeline(client, lisbon))

    assert "3 meetings 2 texts" in text
    assert not any(name in text for name in ["Draft", "Undated", "Private"])


def test_another_partnership_has_a_timeline_of_its_own(client, lisbon):
    other = Tree(hostname="other.example", slug="other")
    other.document(title="Text of another partnership", date=day("2001-01-01"))

    assert "another partnership" not in main(timeline(client, lisbon))


def test_a_postponed_meeting_says_so_in_words_and_in_shape(client, lisbon):
    lisbon.meeting(title="First try", status="postponed", start_date=day("2003-04-04"), city="Lisbon")
    page = timeline(client, lisbon)

    assert "First try Postponed" in main(page)
    assert marks(page)["First try: Lisbon, 4 April 2003, Postponed"] == "off"


def test_an_empty_timeline_says_so(client, tree):
    page = timeline(client, tree)

    assert "No meeting with a date has been published yet." in main(page)
    assert page.select_one(".chart") is None


# Succession


@pytest.mark.parametrize(
    ("kind", "backwards", "forwards"),
    [
        ("follows", "Follows", "Followed by"),
        ("carries-out", "Carries out", "Carried out by"),
        ("supersedes", "Supersedes", "Superseded by"),
        ("corrects", "Corrigendum to", "Corrected by"),
    ],
)
def test_a_text_leads_to_the_one_before_and_the_one_after_it(client, lisbon, kind, backwards, forwards):
    DocumentRelation.objects.create(document=lisbon.strategy, kind=kind, target=lisbon.plan)
    page = timeline(client, lisbon)

    assert steps(page, "Joint strategy") == [f"{backwards} Cairo plan (2000)"]
    assert steps(page, "Cairo plan") == [f"{forwards} Joint strategy (2007)"]
    assert page.find(id=page.select_one(".step a")["href"].removeprefix("#"))
    assert len(page.select(".chart svg[role] > .thread")) == 1


def test_a_text_that_follows_another_is_named_on_its_page_and_does_not_end_it(client, lisbon):
    DocumentRelation.objects.create(document=lisbon.strategy, kind="follows", target=lisbon.plan)
    earlier = read(client, lisbon.plan.url)

    assert facts(read(client, lisbon.strategy.url))["Follows"] == "Cairo plan"
    assert facts(earlier)["Followed by"] == "Joint strategy"
    assert earlier.select_one(".alarm") is None


def test_a_private_text_is_not_named_by_the_one_after_it(client, lisbon):
    DocumentRelation.objects.create(document=lisbon.strategy, kind="follows", target=lisbon.plan)
    hide(lisbon.plan)
    page = timeline(client, lisbon)

    assert "Cairo plan" not in main(page)
    assert page.select(".chart svg[role] > .thread") == []


def test_a_summit_says_the_first_thing_that_came_out_of_it_and_who_reports_it(client, lisbon):
    meeting = lisbon.meeting(title="Talks", kind="summit", start_date=day("2011-05-01"))
    known = {"url": "https://www.au.int/x", "meeting": meeting}
    MeetingPoint.objects.create(sort_order=2, text="They agreed more.", **known)
    MeetingPoint.objects.create(sort_order=1, text="They agreed a plan.", confidence="medium", **known)
    MeetingPoint.objects.create(sort_order=0, text="Nobody checked this.", confidence="to-check", **known)
    MeetingPoint.objects.create(sort_order=0, text="Ten states.", about="participants", **known)

    [entry] = [entry for entry in timeline(client, lisbon).select(".entry") if "Talks" in words(entry)]

    assert "They agreed a plan. as reported by au.int" in words(entry)
    assert not any(text in words(entry) for text in ("more", "Nobody", "Ten"))


# The chart


def test_every_entry_of_the_list_is_a_link_of_the_chart(client, lisbon):
    lisbon.document(title="Communication", kind="communication", date=day("2011-11-18"))

    assert marks(timeline(client, lisbon)) == {
        "Cairo summit: Cairo, 3 April 2000": "adopted",
        "Lisbon summit: 8 December 2007": "adopted",
        "Tripoli conference: 22 November 2006": "held",
        "Communication: Communication, 18 November 2011": "adopted",
    }


def test_what_a_mark_shows_is_part_of_its_name(client, lisbon):
    links = timeline(client, lisbon).select(".chart a.mark")

    assert links
    assert all(words(link) in link["aria-label"] for link in links)


def test_time_runs_from_side_to_side_and_each_series_has_a_line(client, lisbon):
    page = timeline(client, lisbon)
    places = {mark["href"]: mark.svg for mark in page.select(".chart a.mark")}
    cairo, tripoli, summit = (places[meeting.url] for meeting in (lisbon.cairo, lisbon.tripoli, lisbon.lisbon))

    assert 0 < number(cairo["x"]) < number(tripoli["x"]) < number(summit["x"]) < 100
    assert cairo["y"] == summit["y"] != tripoli["y"]
    assert [words(line) for line in page.select(".chart foreignobject")] == ["Summits", "Outside a series"]


def number(percentage):
    return float(percentage.removesuffix("%"))


def test_marks_are_a_finger_apart_on_a_phone(client, lisbon):
    for number in range(4):
        lisbon.meeting(title=f"Talk {number}", start_date=datetime.date(2005, 1 + number, 1))

    points = [mark.svg for mark in timeline(client, lisbon).select(".chart a.mark")]
    places = [(float(point["x"].rstrip("%")) / 100 * NARROWEST, int(point["y"])) for point in points]
    near = [
        (one, other)
        for one, other in itertools.combinations(places, 2)
        if abs(one[0] - other[0]) < TARGET and abs(one[1] - other[1]) < TARGET
    ]

    assert near == []
    assert len({y for _x, y in places}) > 4


def test_today_is_marked_where_the_chart_reaches_it(client, lisbon):
    with time_machine.travel(datetime.datetime(2008, 1, 1, 12, tzinfo=datetime.UTC)):
        assert timeline(client, lisbon).select_one(".chart svg[role] > .today")
    with time_machine.travel(datetime.datetime(2026, 1, 1, 12, tzinfo=datetime.UTC)):
        assert timeline(client, lisbon).select_one(".chart svg[role] > .today") is None


# Filters and pages


def test_a_series_or_a_theme_limits_list_and_chart(client, lisbon):
    theme = lisbon.theme(title="Mobility", slug="mobility")
    lisbon.plan.themes = [theme]
    lisbon.plan.save()

    assert list(shown(timeline(client, lisbon, "?series=summits"))) == ["2000", "2007"]
    page = timeline(client, lisbon, "?theme=mobility")
    assert shown(page) == {"2000": ["Cairo summit", "(Cairo plan)"]}
    assert len(marks(page)) == 1
    assert chips(page) == {"Mobility": "?"}


def test_a_filter_that_nothing_fits_leads_back_to_the_whole(client, lisbon):
    lisbon.theme(title="Mobility", slug="mobility")
    page = timeline(client, lisbon, "?theme=mobility")

    assert page.find("a", href=f"{lisbon.meetings.url}timeline/", string="Show the whole timeline")


@pytest.mark.parametrize("query", ["?series=nowhere", "?theme=%22%3E%3Cscript%3E", "?theme=%F0%9F%8E%89"])
def test_what_cannot_be_read_does_not_limit_the_timeline_and_is_said(client, lisbon, query):
    page = timeline(client, lisbon, query)

    assert len(shown(page)) == 3
    assert len(refusals(page)) == 1


def test_a_long_timeline_has_pages_that_keep_the_filters(client, lisbon, monkeypatch):
    monkeypatch.setattr(entries_of, "ENTRIES_PER_PAGE", 1)
    page = timeline(client, lisbon, "?series=summits&page=2")

    assert shown(page) == {"2007": ["Lisbon summit", "(Joint strategy)"]}
    assert page.select_one(".pages a[rel=prev]")["href"] == "?series=summits&page=1"
    assert list(shown(timeline(client, lisbon, "?page=nonsense"))) == ["2000"]


# Where it is found


def test_the_timeline_is_in_the_sitemap_and_below_the_meetings(client, lisbon):
    address = f"{lisbon.meetings.get_full_url()}timeline/"

    assert address in client.get("/sitemap.xml").content.decode()
    assert words(timeline(client, lisbon).select(".breadcrumbs li")[-1]) == "Meetings"


def test_the_overview_shows_summits_and_what_adopted_a_key_document_with_their_texts(client, lisbon):
    conference_text = lisbon.document(title="Tripoli declaration", meeting=lisbon.tripoli)
    KeyDocument.objects.create(partnership=lisbon.home, document=conference_text)
    lisbon.meeting(title="Workshop", kind="workshop", start_date=day("2009-06-04"))
    lisbon.meeting(title="First try", status="postponed", start_date=day("2003-04-04"))
    part = section(read(client, "/"), "timeline")

    assert [words(item) for item in part.select(".milestones > li")] == [
        "2000 Cairo summit Cairo plan",
        "2006 Tripoli conference Tripoli declaration",
        "2007 Lisbon summit Joint strategy",
    ]
    assert part.select_one(".onward a")["href"] == f"{lisbon.meetings.url}timeline/"


def test_no_meeting_can_have_the_address_of_the_timeline(tree):
    meeting = tree.meeting(title="Timeline")
    meeting.slug = "timeline"

    with pytest.raises(ValidationError) as refused:
        meeting.full_clean()

    assert list(refused.value.message_dict) == ["slug"]
