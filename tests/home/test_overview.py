"""The overview: what it draws from the tree below it, and what it says where a fact is not known."""

import datetime

import pytest
import time_machine

from home.models import KeyDocument
from meetings.models import MeetingPage
from tests.helpers.factories import MeetingSeriesFactory, hide
from tests.helpers.reading import entries, main, read, section, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_2015")]


@pytest.fixture
def in_2015():
    """The first of January 2015, in Brussels."""
    with time_machine.travel("2015-01-01T12:00:00+01:00"):
        yield


def glance(page):
    """Return what the opening of the overview says: each term with its words."""
    return {words(term): words(term.find_next_sibling("dd")) for term in page.select(".at-a-glance dt")}


def under(part, heading):
    """Return the division of a section below a sub-heading, or None."""
    found = part.find("h3", string=heading)
    return found.parent if found else None


def text(words):
    """Return a body of one paragraph."""
    return [("paragraph", f"<p>{words}</p>")]


def save(page, **fields):
    """Change a page."""
    for name, value in fields.items():
        setattr(page, name, value)
    page.save()


# What is known, and what is not


@pytest.mark.parametrize(
    ("precision", "shown"), [("day", "8 December 2007"), ("month", "December 2007"), ("year", "2007")]
)
def test_the_day_of_establishment_shows_no_more_than_its_precision(client, tree, precision, shown):
    save(tree.home, established_on=datetime.date(2007, 12, 8), established_precision=precision)

    assert glance(read(client, tree.home.url))["Established"] == shown


def test_a_day_of_establishment_that_no_source_states_is_said(client, tree):
    assert "Established" not in glance(read(client, tree.home.url))

    save(tree.home, not_stated=["established"])

    assert glance(read(client, tree.home.url))["Established"] == "Not stated in the source"


def test_the_founding_meeting_is_named_with_its_place(client, tree):
    save(tree.home, founding_meeting=tree.meeting(title="2nd summit", city="Lisbon"))

    assert glance(read(client, tree.home.url))["Established"].endswith("2nd summit , Lisbon")


def test_a_founding_meeting_without_a_place_is_named_without_one(client, tree):
    save(tree.home, founding_meeting=tree.meeting(title="2nd summit"))

    assert glance(read(client, tree.home.url))["Established"].endswith("2nd summit")


@pytest.mark.parametrize("name", ["secretariat", "contact"])
def test_a_section_that_readers_look_for_says_that_nothing_is_known_where_an_editor_says_so(client, tree, name):
    assert section(read(client, tree.home.url), name) is None

    save(tree.home, not_stated=[name])

    assert "Not stated in the source." in words(section(read(client, tree.home.url), name))


@pytest.mark.parametrize("name", ["outline", "objectives"])
def test_a_section_of_text_without_text_is_absent(client, tree, name):
    assert section(read(client, tree.home.url), name) is None


@pytest.mark.parametrize("name", ["outline", "objectives", "secretariat", "contact"])
def test_a_section_shows_its_text(client, tree, name):
    save(tree.home, **{name: text("Written by an editor.")})

    part = words(section(read(client, tree.home.url), name))

    assert part.endswith("Written by an editor.")
    assert "Not stated" not in part


# Members, observers and partners


def test_the_members_of_today_are_counted(client, tree):
    tree.member("Benin")
    tree.member("South Sudan", from_date=datetime.date(2015, 1, 2))
    tree.member("Belgium", tree.eu)

    page = read(client, tree.home.url)

    assert glance(page)["Member states today"] == "2 1 AU + 1 EU"
    assert words(section(page, "members").select_one(".counts b")) == "2"


@pytest.mark.parametrize(("role", "heading"), [("observer", "Observers"), ("partner", "Partners")])
def test_observers_and_partners_of_today_are_listed_from_their_periods(client, tree, role, heading):
    haiti = tree.member("Haiti", role=role)
    tree.member("Gone", role=role, until_date=datetime.date(2014, 12, 31))

    division = under(section(read(client, tree.home.url), "members"), heading)

    assert [(words(link), link["href"]) for link in division.select("li a")] == [
        ("Haiti", tree.members.member_url(haiti))
    ]


@pytest.mark.parametrize("heading", ["Observers", "Partners"])
def test_where_no_source_states_an_observer_or_partner_it_is_said(client, tree, heading):
    save(tree.home, not_stated=["observers", "partners"])

    assert words(under(section(read(client, tree.home.url), "members"), heading)).endswith("Not stated in the source.")


@pytest.mark.parametrize("name", ["observers", "partners"])
def test_a_text_on_observers_or_partners_stands_in_for_what_is_not_stated(client, tree, name):
    save(tree.home, **{name: text("IOM is named.")})

    division = words(under(section(read(client, tree.home.url), "members"), name.capitalize()))

    assert division == f"{name.capitalize()} IOM is named."


# Meetings


def test_the_next_meeting_is_announced(client, tree):
    tree.meeting(title="5th summit", status="planned", start_date=datetime.date(2017, 11, 29))
    tree.meeting(title="4th summit", status="confirmed", start_date=datetime.date(2016, 4, 2))

    assert glance(read(client, tree.home.url))["Next meeting"] == "2 April 2016 4th summit"


def test_a_meeting_that_was_called_off_is_not_announced_as_the_next(client, tree):
    tree.meeting(title="Called off", status="cancelled", start_date=datetime.date(2016, 2, 1))
    tree.meeting(title="4th summit", status="confirmed", start_date=datetime.date(2016, 4, 2))

    assert glance(read(client, tree.home.url))["Next meeting"] == "2 April 2016 4th summit"


def test_where_no_meeting_is_announced_it_is_said(client, tree):
    assert glance(read(client, tree.home.url))["Next meeting"] == "None announced All meetings"


def test_a_meeting_without_a_date_is_announced_without_one(client, tree):
    tree.meeting(title="5th summit", status="planned", start_date=None)

    assert glance(read(client, tree.home.url))["Next meeting"] == "Announced, no date 5th summit"


def test_past_meetings_stand_under_their_series(client, tree):
    own, related, other = MeetingSeriesFactory.create_batch(3)
    for number, series in enumerate((own, related, other)):
        tree.meeting(title=f"Meeting {number}", series=series, start_date=datetime.date(2013, 1, 1))
    save(tree.home, own_series=[own], related_series=[related])

    part = section(read(client, tree.home.url), "meetings")

    assert entries(under(part, "Meetings of the partnership")) == ["Meeting 0"]
    assert entries(under(part, "Related meetings")) == ["Meeting 1"]
    assert len(entries(part)) == 2


def test_only_the_latest_meetings_are_listed(client, tree):
    series = MeetingSeriesFactory()
    for year in range(2000, 2013):
        tree.meeting(title=str(year), series=series, start_date=datetime.date(year, 1, 1))
    save(tree.home, own_series=[series])

    shown = entries(section(read(client, tree.home.url), "meetings"))

    assert shown == ["2012", "2011", "2010", "2009", "2008"]


def test_a_meeting_appears_and_goes_without_a_change_of_the_overview(client, tree):
    meeting = tree.meeting(title="4th summit", status="planned", start_date=datetime.date(2016, 4, 2))
    shown = entries(section(read(client, tree.home.url), "meetings"))

    MeetingPage.objects.get(pk=meeting.pk).unpublish()

    assert shown == ["4th summit"]
    assert "4th summit" not in main(read(client, tree.home.url))


# Documents and themes


def test_key_documents_stand_in_the_order_of_the_editors(client, tree):
    for number, title in enumerate(("Second by date", "First by date")):
        document = tree.document(title=title, date=datetime.date(2010 + number, 1, 1))
        KeyDocument.objects.create(partnership=tree.home, document=document, sort_order=number)

    part = section(read(client, tree.home.url), "documents")

    assert entries(under(part, "Key documents")) == ["Second by date", "First by date"]
    assert entries(under(part, "Latest documents")) == ["First by date", "Second by date"]


def test_what_was_agreed_last_is_named(client, tree):
    tree.document(title="Declaration", date=datetime.date(2013, 4, 3))
    tree.document(title="Strategy", date=datetime.date(2007, 12, 9))

    assert glance(read(client, tree.home.url))["Agreed last"] == "3 April 2013 Declaration"


def test_the_themes_stand_in_the_order_of_the_tree(client, tree):
    for title in ("Visa issues", "Labour migration"):
        tree.theme(title=title)

    part = section(read(client, tree.home.url), "focus")

    assert [words(link) for link in part.select(".cards a")] == ["Visa issues", "Labour migration"]


def test_a_theme_shows_its_meetings_and_documents(client, tree):
    theme = tree.theme()
    tree.meeting(title="4th summit", themes=[theme])
    tree.document(title="Declaration", themes=[theme])
    tree.document(title="On something else")

    page = read(client, theme.url)

    assert entries(section(page, "meetings")) == ["4th summit"]
    assert entries(section(page, "documents")) == ["Declaration"]


def test_a_theme_without_meetings_and_documents_says_so(client, tree):
    page = read(client, tree.theme().url)

    assert "No published document names this theme." in words(section(page, "documents"))
    assert "No published meeting names this theme." in words(section(page, "meetings"))


def test_a_theme_shows_the_latest_and_leads_to_the_rest(client, tree):
    theme = tree.theme(slug="mobility")
    for number in range(12):
        tree.document(title=f"Document {number}", date=datetime.date(2001 + number, 1, 1), themes=[theme])

    part = section(read(client, theme.url), "documents")
    onward = part.select_one(".onward a")

    assert entries(part)[0] == "Document 11"
    assert len(entries(part)) == 10
    assert len(entries(read(client, onward["href"]))) == 12


def test_a_theme_that_shows_all_its_documents_leads_nowhere_else(client, tree):
    theme = tree.theme()
    tree.document(themes=[theme])

    assert section(read(client, theme.url), "documents").select_one(".onward") is None


@pytest.mark.parametrize("missing", ["meetings", "documents", "members"])
@pytest.mark.parametrize("take_away", [lambda page: page.delete(), lambda page: page.unpublish(), hide])
def test_an_overview_stands_without_one_of_its_lists(client, tree, missing, take_away):
    take_away(getattr(tree, missing))

    page = read(client, tree.home.url)

    assert words(page.h1) == tree.home.title
    assert section(page, missing) is None
