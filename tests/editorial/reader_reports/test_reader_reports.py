"""A correction is told; a reader reports an error without an account, and those who keep the page answer."""

import datetime

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from mme_site.core.models import Correction
from mme_site.editorial.reader_reports.models import MOST_OF_A_CLIENT, ReaderReport
from tests.helpers.factories import hide
from tests.helpers.people import allowed, having_role
from tests.helpers.reading import main, parse, read, words
from tests.helpers.translations import translated

pytestmark = pytest.mark.django_db


def address(page):
    return f"{reverse('report_error')}?page={page.pk}"


def report(client, page, **said):
    return client.post(address(page), {"message": "The date is wrong.", "email": "", **said})


def test_a_correction_is_shown_with_its_day(client, tree):
    meeting = tree.meeting()
    Correction.objects.create(page=meeting, corrected_on=datetime.date(2026, 11, 2), text="3 April, not 4 April.")

    assert "Corrected on 2 November 2026: 3 April, not 4 April." in main(read(client, meeting.url))


def test_a_reader_reports_an_error_from_the_page_itself(client, tree):
    meeting = tree.meeting()
    link = read(client, meeting.url).find("a", string="Report an error on this page")

    client.get(link["href"])
    answer = report(client, meeting, email="reader@example.org")

    assert "Thank you" in main(parse(answer))
    assert answer["X-Robots-Tag"] == "noindex"
    assert "no-store" in answer["Cache-Control"]
    assert ReaderReport.objects.get().page_id == meeting.pk


def test_the_form_names_the_page_in_the_readers_language(client, tree):
    meeting = tree.meeting()
    translated(meeting, "ar", title="قمة لواندا")

    link = read(client, f"/ar{address(meeting)}").find("a", href=f"/ar{meeting.url}")

    assert words(link) == "قمة لواندا"
    assert not link.has_attr("lang")


@pytest.mark.parametrize("key", ["", "0", "x", "9" * 30, "²"])
def test_nothing_is_reported_of_what_is_no_public_page(client, tree, key):
    assert client.get(reverse("report_error"), {"page": key}).status_code == 404


def test_nothing_is_reported_of_a_draft_or_a_private_page(client, tree):
    private = tree.meeting()
    hide(private)

    assert {report(client, page).status_code for page in (private, tree.meeting(live=False))} == {404}


def test_a_client_reports_only_so_much_in_an_hour_and_a_machine_nothing(client, tree):
    meeting = tree.meeting()
    assert report(client, meeting, website="https://spam.example").status_code == 200
    assert not ReaderReport.objects.exists()

    with time_machine.travel("2026-11-02T10:00:00+01:00"):
        answers = [report(client, meeting).status_code for _number in range(MOST_OF_A_CLIENT + 1)]
        assert report(client, meeting, message="").status_code == 200
    assert answers == [200] * MOST_OF_A_CLIENT + [429]
    with time_machine.travel("2026-11-02T11:01:00+01:00"):
        assert report(client, meeting).status_code == 200


def test_those_who_keep_the_page_find_it_on_their_desk_and_answer(client, tree):
    report(client, tree.meeting(), email="reader@example.org")
    client.force_login(having_role("editors"))
    assert "The date is wrong." in words(read(client, "/admin/"))
    key = ReaderReport.objects.get().pk

    client.post(reverse("reader_report", args=[key]), {"answer": "It is mended. Thank you."})

    assert [(message.to, "It is mended" in message.body) for message in mail.outbox] == [(["reader@example.org"], True)]
    assert "The date is wrong." not in words(read(client, reverse("reader_reports")))
    assert "The date is wrong." in words(read(client, f"{reverse('reader_reports')}?state=closed"))
    assert "The date is wrong." in words(read(client, f"{reverse('reader_reports_results')}?state=all"))


def test_who_may_not_edit_the_page_sees_nothing_of_it(client, tree):
    report(client, tree.meeting())
    client.force_login(allowed("change", below=tree.page()))

    assert client.get(reverse("reader_report", args=[ReaderReport.objects.get().pk])).status_code == 404
    assert "The date is wrong." not in words(read(client, reverse("reader_reports")))


@pytest.mark.parametrize("name", ["reader_reports", "reader_reports_results"])
def test_the_list_is_for_those_who_may_edit_something(client, tree, name):
    client.force_login(allowed())
    assert client.get(reverse(name)).status_code == 302
    client.force_login(allowed("change", below=tree.home))
    assert client.get(reverse(name)).status_code == 200
