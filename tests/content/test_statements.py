"""What pages state of each other is what the data says: dates, statuses, counts, next and last, memberships by day."""

import datetime
from collections import defaultdict

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from meetings.models import DocumentPage, MeetingIndexPage, MeetingPage, MeetingPoint, ThemePage
from meetings.models.kinds import PointConfidence, PointSubject
from members.models import MemberIndexPage, MembershipPeriod, Suspension
from members.models.kinds import Role
from mme_site.core.dates import format_date, last_day, machine_date
from tests.content.conftest import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

UNIONS = ("AU", "EU")
NOT_STATED = "Not stated in the source"


def by_address(model):
    return {page.get_url(): page for page in model.objects.live().public() if page.locale.language_code == "en"}


def fact(page, name):
    """Return what a page says below one of its headings of facts, or None."""
    heading = page.find("dt", string=lambda text: text and words(text).lower() == name.lower())
    return heading and heading.find_next_sibling("dd")


def asked(address):
    return BeautifulSoup(Client().get(address).content, "html.parser")


def members_on(day):
    """Count the members of the unions on a day from the periods themselves."""
    periods = MembershipPeriod.objects.filter(role=Role.MEMBER, member__live=True).select_related("body")
    return {
        union: len({one.member_id for one in periods if one.body.code == union and one.has_role_on(Role.MEMBER, day)})
        for union in UNIONS
    }


def listed(parsed_pages, addresses):
    """Yield every line of a list that leads to one of these pages: (where it stands, the line, the page)."""
    for where, page in parsed_pages.items():
        for line in page.select(".entry"):
            link = line.select_one(".name a")
            if link and link["href"] in addresses:
                yield where, line, addresses[link["href"]]


# Dates and statuses


def test_a_meeting_and_a_document_have_one_date_wherever_they_are_listed(parsed_pages):
    count = 0
    for model, name in ((MeetingPage, "start_date"), (DocumentPage, "date")):
        for where, line, page in listed(parsed_pages, by_address(model)):
            date, shown = getattr(page, name), line.select_one(".when time")
            assert (shown and shown["datetime"]) == (date and machine_date(date, page.date_precision)), where
            assert not date or words(shown.get_text()) == page.date_text, where
            count += 1
    assert count > 100


def test_a_meeting_has_one_status_wherever_it_is_listed(parsed_pages):
    for where, line, meeting in listed(parsed_pages, by_address(MeetingPage)):
        said = line.select_one(".status")
        assert (words(said.get_text()) if said else "Held") == meeting.get_status_display(), where
        assert ("off" in line["class"]) == meeting.is_called_off, where


def test_a_page_states_the_facts_of_its_fields_and_says_not_stated_of_what_is_empty(parsed_pages):
    for address, meeting in by_address(MeetingPage).items():
        page = parsed_pages[address]
        when, where = words(fact(page, "When").get_text()), words(fact(page, "Where").get_text())
        assert when.startswith(meeting.date_text or ("Announced, no date" if meeting.is_announced else NOT_STATED))
        assert (where == NOT_STATED) == (not meeting.place and not meeting.venue), address
        assert not meeting.city or str(meeting.city_name) in where, address
        assert words(fact(page, "Status").get_text()) == meeting.get_status_display(), address
    for address, document in by_address(DocumentPage).items():
        page = parsed_pages[address]
        said = words(fact(page, document.get_date_kind_display()).get_text())
        assert said.startswith(document.date_text or NOT_STATED), address
        assert words(fact(page, "By").get_text()) == (words(document.body_responsible) or NOT_STATED), address


def test_before_and_after_in_a_series_are_each_others_neighbours(parsed_pages):
    after, before = {}, {}
    meetings = {address: one for address, one in by_address(MeetingPage).items() if not one.is_called_off}
    for address in meetings:
        for link in parsed_pages[address].select(".neighbours a"):
            (after if "next" in link["rel"] else before)[address] = link["href"]
    assert after
    assert {later: earlier for earlier, later in after.items()} == before
    for earlier, later in after.items():
        assert meetings[earlier].start_date <= meetings[later].start_date, earlier


def test_what_follows_is_said_on_both_documents(parsed_pages):
    pairs = (("Follows", "Followed by"), ("Supersedes", "Superseded by"), ("Carries out", "Carried out by"))
    for there, back in pairs:
        stated = defaultdict(set)
        for address in by_address(DocumentPage):
            for name in (there, back):
                heading = fact(parsed_pages[address], name)
                while heading is not None and heading.name == "dd":
                    link = heading.find("a")["href"]
                    stated[name].add((address, link) if name == there else (link, address))
                    heading = heading.find_next_sibling()
        assert stated[there] == stated[back]


# Members


def test_the_members_of_a_day_are_those_of_the_periods_on_every_meeting(parsed_pages):
    today, checked = timezone.localdate(), 0
    for address, meeting in by_address(MeetingPage).items():
        said = fact(parsed_pages[address], "Members that day")
        until = last_day(meeting.end_date, meeting.date_precision) if meeting.start_date else today
        is_known = bool(meeting.start_date) and until <= today and members_on(until) == members_on(meeting.start_date)
        assert (said is not None) == is_known, address
        if said:
            counts = members_on(meeting.start_date)
            assert said.a.get_text() == str(sum(counts.values())), address
            assert said.a["href"].endswith(f"?as_of={meeting.start_date}"), address
            assert {one.get_text() for one in said("bdi")} == {f"{counts[union]} {union}" for union in UNIONS}, address
            checked += 1
    assert checked > 50


def test_the_overview_and_the_list_count_the_same_members(parsed_pages):
    counts = members_on(timezone.localdate())
    for address in ("/", MemberIndexPage.objects.get().get_url()):
        shown = parsed_pages[address].select_one(".counts")
        assert shown.p.b.get_text() == str(sum(counts.values()))
        assert [one.get_text() for one in shown.select("li b")] == [str(counts[union]) for union in UNIONS]


def test_who_is_said_to_be_suspended_today_is_suspended(parsed_pages):
    today = timezone.localdate()
    suspended = {
        one.member.slug
        for one in Suspension.objects.filter(body__code="AU", member__live=True).select_related("member")
        if one.from_date <= today and not (one.has_ended or (one.until_date and one.until_date < today))
    }
    section = parsed_pages[MemberIndexPage.objects.get().get_url()].find(id="suspended").find_parent("section")
    shown = {link["href"].rstrip("/").rsplit("/", 1)[-1].split("?")[0] for link in section.select("li a")}

    assert suspended
    assert suspended <= shown


# Counts, next and last


def test_the_overview_names_what_was_agreed_last_and_what_comes_next(parsed_pages):
    today, glance = timezone.localdate(), parsed_pages["/"].select_one(".at-a-glance")
    documents = [one for one in by_address(DocumentPage).values() if one.date]
    latest = max(one.date for one in documents)
    last, coming = fact(glance, "Agreed last"), fact(glance, "Next meeting")
    assert words(last.b.get_text()) == format_date(latest)
    assert by_address(DocumentPage)[last.a["href"]].date == latest

    announced = [one for one in by_address(MeetingPage).values() if one.is_announced and not one.is_called_off]
    dated = [one for one in announced if one.start_date and one.start_date >= today.replace(month=1, day=1)]
    first = min(dated, key=lambda one: one.start_date)
    assert by_address(MeetingPage)[coming.a["href"]].start_date == first.start_date
    outcomes = MeetingPoint.objects.filter(about=PointSubject.OUTCOME).exclude(confidence=PointConfidence.TO_CHECK)
    known = [
        one for one in by_address(MeetingPage).values() if one.pk in set(outcomes.values_list("meeting", flat=True))
    ]
    held = max((one for one in known if one.start_date and one.start_date <= today), key=lambda one: one.start_date)
    latest_section = parsed_pages["/"].find(id="latest").find_parent("section")
    assert latest_section.h3.a["href"] == held.get_url()


def test_lists_and_the_timeline_count_what_there_is(parsed_pages):
    meetings = by_address(MeetingPage).values()
    documents = by_address(DocumentPage).values()
    timeline = words(asked(f"{MeetingIndexPage.objects.get().get_url()}timeline/").select_one(".facts").get_text())

    dated = sum(one.start_date is not None for one in meetings), sum(one.date is not None for one in documents)
    assert timeline == f"{dated[0]} meetings {dated[1]} texts"


def test_a_theme_counts_and_shows_the_points_that_name_it(parsed_pages):
    for address, theme in by_address(ThemePage).items():
        below = [theme.pk, *(one.pk for one in theme.get_children())]
        points = sum(
            model.objects.exclude(confidence=PointConfidence.TO_CHECK)
            .filter(**{"themes__in": below, f"{owner}__live": True, f"{owner}__locale": theme.locale_id}, **more)
            .distinct()
            .count()
            for model, owner, more in (
                (MeetingPoint, "meeting", {"about": PointSubject.OUTCOME}),
                (type(theme).keypoints.rel.related_model, "document", {}),
            )
        )
        shown = parsed_pages[address].select_one("#agreed .count")
        assert int(shown.get_text() if shown else 0) == points, address


# Addresses, and the days on which somebody read them


def test_the_day_on_which_an_address_was_opened_or_read_is_that_of_its_line(parsed_pages):
    opened = 0
    for address, document in by_address(DocumentPage).items():
        lines = {line.url: line for line in document.files.all() if line.url}
        read = {source.url: source.checked_on for source in document.sources.all()}
        for link in parsed_pages[address].select(".versions a[rel=external]"):
            line, said = lines[link["href"]], words(link.find_parent("td").get_text())
            day = line.checked_on or read.get(line.url)
            assert f"Address opened on {format_date(day)}." in said if day else "Address opened" not in said, address
            opened += bool(day)
    assert opened > 20


def test_a_text_is_not_said_to_be_looked_for_in_vain_where_it_can_be_opened(parsed_pages):
    for address, document in by_address(DocumentPage).items():
        said = "looked for online and not found" in parsed_pages[address].get_text()
        assert said == document.is_not_found, address
        assert not said or not [line for line in document.files.all() if line.holds == "text" and line.url], address


def test_a_source_says_the_day_on_which_it_was_read(parsed_pages):
    for model in (MeetingPage, DocumentPage, ThemePage):
        for address, page in by_address(model).items():
            shown = parsed_pages[address].select(".sources > ol > li")
            for source, line in zip(page.sources.all(), shown, strict=False):
                day = source.checked_on and f"Read on {format_date(source.checked_on)}."
                assert day in words(line.get_text()) if day else "Read on" not in line.get_text(), address


def test_nothing_is_said_to_have_been_read_or_opened_in_the_future(parsed_pages):
    today = timezone.localdate()
    for model in (MeetingPage, DocumentPage):
        for page in by_address(model).values():
            for source in page.sources.all():
                assert (source.checked_on or datetime.date.min) <= today


def test_an_encyclopaedia_is_called_what_it_is_wherever_it_is_a_source(parsed_pages):
    for address, page in parsed_pages.items():
        for line in page.select(".sources li, .periods .remark"):
            if any("wiki" in link["href"] for link in line.select("a[href]")):
                assert "not verified" in line.get_text(), address
