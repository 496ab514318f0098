"""Two statements of the site never disagree: what is computed against the data, sources against fields."""

import re

import pytest

from home.management.commands.load_content import SHIPPED
from meetings.models import DocumentPage, KeyPoint, MeetingIndexPage, MeetingPage, MeetingPoint
from meetings.models.kinds import AddressKind, PointConfidence
from tests.content.conftest import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def live(pages):
    return pages.objects.live()


def published_points(confidence):
    """Return the points of pages that are live, with the address of each."""
    points = []
    for model, owner in ((MeetingPoint, "meeting"), (KeyPoint, "document")):
        found = model.objects.filter(confidence=confidence, **{f"{owner}__live": True}).select_related(owner)
        points += [(getattr(point, owner).url, point) for point in found]
    return points


def line_of(parsed_pages, address, point):
    page = parsed_pages[address]
    return page, page.find(id=point.anchor)


def test_every_point_that_may_be_shown_is_on_its_page_with_its_source(parsed_pages):
    for confidence in (PointConfidence.HIGH, PointConfidence.MEDIUM):
        points = published_points(confidence)
        assert points
        for address, point in points:
            page, line = line_of(parsed_pages, address, point)
            source = page.select_one(line.select_one("a.ref")["href"])
            assert words(point.text) in words(line.get_text()), address
            assert source.find("a", href=point.url) if point.url else point.publisher in source.get_text(), address
            assert ("as reported by" in line.get_text()) == (confidence == PointConfidence.MEDIUM), address


def test_no_point_that_waits_for_a_check_is_on_any_page(texts):
    hidden = [point.text for _address, point in published_points(PointConfidence.TO_CHECK)]
    assert hidden
    for address, text in texts.items():
        assert [point for point in hidden if words(point) in text] == [], address


def test_nothing_rests_on_a_personal_page(parsed_pages):
    for address, page in parsed_pages.items():
        points = page.select(".points li")
        assert not [point for point in points if "blogspot" in point.get_text()], address


def test_an_address_whose_source_was_read_is_not_said_to_be_unopened(parsed_pages):
    for document in live(DocumentPage):
        read = {source.url for source in document.sources.all() if source.url and source.checked_on}
        page = parsed_pages[document.url]
        for link in page.select(".versions a"):
            if link["href"] in read:
                assert "Address opened on" in link.find_parent("td").get_text(), document.url


def test_an_address_is_called_official_or_not_as_its_line_says(parsed_pages):
    for document in live(DocumentPage):
        official = {version.url: version.is_official for version in document.files.all() if version.url}
        page = parsed_pages[document.url]
        for link in page.select(".versions a"):
            said = link.find_parent("td").get_text()
            assert ("Official address." in said) == official[link["href"]], (document.url, link["href"])


def test_a_language_is_offered_only_where_the_text_is_known_in_it(parsed_pages):
    for document in live(DocumentPage):
        known = {line.get_language_display() for line in document.files.all() if line.holds == AddressKind.TEXT}
        page = parsed_pages[document.url]
        missing = {words(row.th.get_text()) for row in page.select(".versions tfoot tr")}
        assert not known & missing, document.url


def test_a_citation_names_the_language_of_the_text_or_none(public_pages):
    for document in live(DocumentPage):
        known = {line.language for line in document.files.all() if line.holds == AddressKind.TEXT}
        cited = re.findall(r"^LA  - (.*)$", public_pages[document.url], re.MULTILINE)
        assert cited == (list(known) if len(known) == 1 else []), document.url


def test_a_meeting_with_a_document_is_not_said_to_have_none(texts):
    for meeting in live(MeetingPage):
        if meeting.outcome_documents.filter(live=True) or meeting.points.all():
            assert "holds no document, agenda" not in texts[meeting.url], meeting.url


def test_the_filter_offers_the_statuses_that_there_are_and_no_other(parsed_pages):
    page = parsed_pages[MeetingIndexPage.objects.get().url]
    offered = {option["value"] for option in page.select('select[name="status"] option') if option["value"]}

    assert offered == set(live(MeetingPage).values_list("status", flat=True))


def test_none_announced_is_not_said_while_something_is(texts):
    assert live(MeetingPage).filter(status="planned").exists()
    assert not [address for address, text in texts.items() if "None announced" in text]


def test_an_announced_meeting_without_a_date_says_so_wherever_it_is_listed(texts):
    for meeting in live(MeetingPage).filter(start_date=None, status="planned"):
        listed = [address for address, text in texts.items() if f"{meeting.title}" in text]
        assert "Announced, no date" in texts[meeting.url]
        assert listed


def test_a_next_step_leads_only_to_meetings_that_are_not_earlier():
    for step in MeetingPoint.objects.exclude(led_to=None).select_related("meeting", "led_to"):
        if step.led_to.start_date and step.meeting.start_date:
            assert step.led_to.start_date > step.meeting.start_date, step.text


def test_every_theme_of_a_point_is_a_theme_of_the_content(parsed_pages, public_pages):
    for address, page in parsed_pages.items():
        for link in page.select("#agreed ~ .of-year a.from"):
            target, _, anchor = link["href"].partition("#")
            assert f'id="{anchor}"' in public_pages[target], address


def test_what_only_helps_the_search_is_not_shown(texts):
    assert "also_unseen" not in (SHIPPED / "pages" / "glossary.json").read_text(encoding="utf-8")
    assert "temporary migration" not in texts["/about/glossary/"]
