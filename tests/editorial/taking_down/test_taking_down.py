"""What was taken down for a reason says so at its address, in no list, and is forgotten when it is public again."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.models import DocumentFile
from mme_site.core import time_zones
from mme_site.files.search import SearchableSiteDocuments
from mme_site.publishing.actions import cancel
from mme_site.publishing.schedule import ScheduleStatus
from tests.helpers.factories import UserFactory, hide
from tests.helpers.people import having_role
from tests.helpers.reading import entries, parse, read, words
from tests.helpers.scheduling import HOUR, SECOND, history, in_an_hour, of, publish_at
from tests.helpers.uploads import PDF, is_served, saved_document, using

pytestmark = pytest.mark.django_db


def full_hour():
    return in_an_hour().replace(minute=0, second=0) + HOUR


def typed(hour):
    return time_zones.format_typed(timezone.localtime(hour))


def take_down(client, page, **said):
    said = {"why": "", "reason": "", "target": "", **said}
    return client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), said, follow=True)


def test_what_is_withdrawn_stays_readable_under_a_band_and_is_in_no_list(admin_client, client, tree):
    meeting = tree.meeting(title="Summit that was not", city="Tripoli")

    take_down(admin_client, meeting, why="withdrawn", reason="It was another meeting.")

    answer = client.get(meeting.url)
    assert answer.status_code == 200
    assert "It was another meeting." in words(parse(answer).select_one("aside.notice"))
    assert "Tripoli" in words(parse(answer).main)
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store", "noindex")
    assert entries(read(client, tree.meetings.url)) == []


def test_what_was_published_in_error_is_gone_and_says_why(admin_client, client, tree):
    meeting, right = tree.meeting(), tree.meeting(title="The right one")

    take_down(admin_client, meeting, why="error", reason="Under embargo.", target=right.pk)

    answer = client.get(meeting.url)
    assert answer.status_code == 410
    assert "Under embargo. The right page: The right one" in words(parse(answer).main)
    in_french = client.get(f"/fr{meeting.url}")
    assert (in_french.status_code, parse(in_french).html["lang"]) == (410, "fr")


def test_what_is_merged_leads_to_the_other_page(admin_client, client, tree):
    meeting, right = tree.meeting(), tree.meeting()

    take_down(admin_client, meeting, why="merged", target=right.pk)

    assert client.get(meeting.url).url == right.url
    assert "Taken down, merged" in words(read(admin_client, f"/admin/pages/{meeting.pk}/history/"))


def test_without_a_reason_or_a_page_to_go_to_nothing_is_taken_down(admin_client, client, tree):
    meeting, draft = tree.meeting(), tree.meeting(live=False)

    answers = [
        take_down(admin_client, meeting, why="error"),
        take_down(admin_client, meeting, why="merged"),
        take_down(admin_client, meeting, why="merged", target=draft.pk),
    ]

    said = ["Say why: readers are told.", "Choose the page that readers are led to.", "Readers cannot open this page."]
    assert [text in words(parse(answer)) for text, answer in zip(said, answers, strict=True)] == [True] * 3
    assert client.get(meeting.url).status_code == 200


def test_no_reason_leaves_a_draft_and_what_is_public_again_has_none(admin_client, client, tree):
    plain, again = tree.meeting(), tree.meeting()
    take_down(admin_client, plain)
    take_down(admin_client, again, why="error", reason="By mistake.")

    again.refresh_from_db()
    again.get_latest_revision().publish()
    again.refresh_from_db()
    again.unpublish()

    assert [client.get(page.url).status_code for page in (plain, again)] == [404, 404]


def test_nothing_private_is_shown_by_its_reason(admin_client, client, tree):
    meeting = tree.meeting()
    take_down(admin_client, meeting, why="withdrawn", reason="It was wrong.")
    hide(tree.meetings)

    assert client.get(meeting.url).status_code == 404


# As it was, and never as a draft


def test_what_is_withdrawn_is_shown_as_readers_saw_it_last_whatever_is_written_in_it_since(admin_client, client, tree):
    meeting = tree.meeting(title="As it was", city="Tripoli")
    take_down(admin_client, meeting, why="withdrawn", reason="Outdated.")
    meeting.refresh_from_db()
    meeting.title, meeting.city = "Secret draft", "Valletta"
    meeting.save()  # as the editor stores the draft of a page that is not public
    meeting.save_revision()

    shown = words(parse(client.get(meeting.url)))

    assert "As it was" in shown and "Tripoli" in shown
    assert "Secret draft" not in shown and "Valletta" not in shown


def test_the_files_of_what_is_withdrawn_stay_readable_and_those_of_its_next_draft_do_not(admin_client, client, tree):
    shown, secret = saved_document(), saved_document()
    page = tree.page(body=using(shown))
    take_down(admin_client, page, why="withdrawn", reason="Outdated.")
    page.refresh_from_db()
    page.body = using(shown, secret)
    page.save()

    assert [is_served(client, file) for file in (shown, secret)] == [True, False]


def test_the_files_of_what_was_published_in_error_are_gone_with_it(admin_client, client, tree):
    file = saved_document()
    take_down(admin_client, tree.page(body=using(file)), why="error", reason="Under embargo.")

    assert not is_served(client, file)


# At its hour


@pytest.mark.parametrize("why", ["withdrawn", "error"])
def test_a_page_comes_down_at_its_hour_with_its_reason_once(admin_client, client, tree, why):
    meeting, hour = tree.meeting(), full_hour()
    take_down(admin_client, meeting, why=why, reason="Its time is over.", hour=typed(hour))

    publish_at(hour - SECOND)
    before = client.get(meeting.url)
    publish_at(hour)
    publish_at(hour + HOUR)

    after = client.get(meeting.url)
    assert "Its time is over." not in words(parse(before))
    assert after.status_code == (200 if why == "withdrawn" else 410)
    assert "Its time is over." in words(parse(after))
    assert history(meeting).count("mme.taken_down") == history(meeting).count("wagtail.unpublish.scheduled") == 1


def test_a_plan_that_is_cancelled_is_forgotten_and_so_is_one_that_somebody_was_faster_than(admin_client, client, tree):
    cancelled, faster, hour = tree.meeting(), tree.meeting(), full_hour()
    for meeting in (cancelled, faster):
        take_down(admin_client, meeting, why="error", reason="Later.", hour=typed(hour))
    cancel(of(cancelled)[0], UserFactory())
    take_down(admin_client, faster)
    publish_at(hour)

    assert client.get(cancelled.url).status_code == 200
    assert client.get(faster.url).status_code == 404
    cancelled.refresh_from_db()
    cancelled.unpublish()
    assert client.get(cancelled.url).status_code == 404


def test_an_hour_that_has_passed_is_refused(admin_client, client, tree):
    meeting = tree.meeting()
    answer = take_down(admin_client, meeting, why="error", reason="Late.", hour="2020-01-01 10:00")

    assert "This time has passed." in words(parse(answer))
    assert client.get(meeting.url).status_code == 200


# Records


@pytest.fixture
def namibia(tree):
    member = tree.member("Namibia")
    member.save_revision().publish()
    return member


def take_member_down(client, member, **said):
    said = {"why": "", "reason": "", "target": "", **said}
    return client.post(f"/admin/snippets/members/member/unpublish/{member.pk}/", said, follow=True)


def test_a_member_is_withdrawn_and_shown_as_it_was(admin_client, client, tree, namibia):
    take_member_down(admin_client, namibia, why="withdrawn", reason="It has left.")
    namibia.refresh_from_db()
    namibia.name_en = "Secret draft"
    namibia.save()

    answer = client.get("/members/namibia/")

    assert answer.status_code == 200
    assert "It has left." in words(parse(answer).select_one("aside.notice"))
    assert "Namibia" in words(parse(answer).main)
    assert "Secret draft" not in words(parse(answer))
    assert "Namibia" not in words(read(client, tree.members.url).main)


def test_a_member_comes_down_at_its_hour_with_its_reason(admin_client, client, tree, namibia):
    hour = full_hour()
    take_member_down(admin_client, namibia, why="error", reason="It never joined.", hour=typed(hour))
    assert client.get("/members/namibia/").status_code == 200

    publish_at(hour)

    answer = client.get("/members/namibia/")
    assert answer.status_code == 410
    assert "It never joined." in words(parse(answer))
    assert "It never joined." in words(read(admin_client, f"/admin/snippets/members/member/history/{namibia.pk}/"))


def test_a_member_that_is_merged_leads_to_the_other(admin_client, client, tree, namibia):
    other = tree.member("South Africa")

    take_member_down(admin_client, namibia, why="merged", target_record=other.pk)

    assert client.get("/members/namibia/").url == "/members/south-africa/"


# Files


def take_file_down(client, file, **said):
    said = {"why": "", "reason": "", "target": "", "target_record": "", **said}
    return client.post(reverse("take_down_file", args=[file.pk]), said, follow=True)


@pytest.fixture
def document(tree):
    document = tree.document(title="Declaration")
    document.files = [
        DocumentFile(language="en", file=saved_document()),
        DocumentFile(language="fr", url="https://a.org/"),
    ]
    document.save()
    return document


def test_a_file_that_is_taken_down_is_gone_everywhere(admin_client, client, tree, document):
    file = document.files.get(language="en").file
    meeting = tree.meeting()
    document.meeting = meeting
    document.body = [*using(file), ("file", {"file": file, "title": "Again"})]
    document.save()
    addresses = [
        document.url,
        f"{document.url}page.md",
        f"/api/v1/documents/{document.pk}",
        f"{meeting.url}papers.json",
    ]
    before = [
        str(file.pk) in re.findall(r"/files/(\d+)/", client.get(address).content.decode()) for address in addresses
    ]

    take_file_down(admin_client, file, why="error", reason="A draft of it.")

    after = [client.get(address) for address in addresses]
    assert before == [True] * len(addresses)
    assert [answer.status_code for answer in after] == [200] * len(addresses)
    assert not any(f"/files/{file.pk}/" in answer.content.decode() for answer in after)
    assert client.get(f"/files/{file.pk}/text").status_code == 404
    assert file.pk not in dict(SearchableSiteDocuments().readable_uses())
    answer = client.get(file.url)
    assert answer.status_code == 410
    assert "A draft of it." in words(parse(answer).main)


def test_a_withdrawn_file_says_so_first_and_opens_to_who_wants_it_all_the_same(admin_client, client, tree, document):
    file = document.files.get(language="en").file
    take_file_down(admin_client, file, why="withdrawn", reason="Replaced in 2027.")

    answer = client.get(file.url)
    opened = client.get(f"{file.url}?open")

    assert "Replaced in 2027." in words(parse(answer).main)
    assert b"".join(opened.streaming_content) == PDF
    assert (opened["Cache-Control"], opened["X-Robots-Tag"]) == ("no-store", "noindex")


def test_a_file_comes_down_at_its_hour_and_can_be_put_back(admin_client, client, tree, document):
    file, hour = document.files.get(language="en").file, full_hour()
    take_file_down(admin_client, file, why="error", reason="A draft of it.", hour=typed(hour))
    assert is_served(client, file)

    publish_at(hour)
    publish_at(hour + HOUR)

    assert client.get(file.url).status_code == 410
    assert [schedule.status for schedule in of(file)] == [ScheduleStatus.DONE]
    admin_client.post(reverse("put_back_file", args=[file.pk]))
    assert is_served(client, file)
    assert f"/files/{file.pk}/" in client.get(document.url).content.decode()


def test_the_reason_of_a_file_that_nobody_could_read_is_told_to_nobody(admin_client, client, tree):
    file = saved_document()
    take_file_down(admin_client, file, why="error", reason="Under embargo until May.")

    answer = client.get(file.url)

    assert answer.status_code == 404
    assert "Under embargo" not in words(parse(answer))


def test_who_may_not_change_a_file_takes_none_down(client, tree, document):
    file = document.files.get(language="en").file
    client.force_login(having_role("translators fr"))

    assert "Take down" not in words(parse(client.get(reverse("take_down_file", args=[file.pk]))))
    take_file_down(client, file, why="error", reason="No.")
    client.post(reverse("put_back_file", args=[file.pk]))

    client.logout()
    assert is_served(client, file)


# Many at once


def test_many_pages_and_members_come_down_for_one_reason_now_or_at_an_hour(admin_client, client, tree, namibia):
    now, later, hour = tree.meeting(), tree.meeting(), full_hour()
    said = {"why": "error", "reason": "A test of the import."}

    admin_client.post(f"/admin/bulk/wagtailcore/page/unpublish/?id={now.pk}", said)
    admin_client.post(f"/admin/bulk/wagtailcore/page/unpublish/?id={later.pk}", {**said, "hour": typed(hour)})
    admin_client.post(f"/admin/bulk/members/member/unpublish/?id={namibia.pk}", said)

    addresses = [now.url, later.url, "/members/namibia/"]
    assert [client.get(address).status_code for address in addresses] == [410, 200, 410]
    publish_at(hour)
    assert "A test of the import." in words(parse(client.get(later.url)))


def test_many_come_down_for_no_reason_as_before_and_a_reason_without_words_is_asked_for(admin_client, client, tree):
    meeting, other = tree.meeting(), tree.meeting()

    admin_client.post(f"/admin/bulk/wagtailcore/page/unpublish/?id={meeting.pk}", {"why": ""})
    answer = admin_client.post(f"/admin/bulk/wagtailcore/page/unpublish/?id={other.pk}", {"why": "error"})

    assert client.get(meeting.url).status_code == 404
    assert "Say why: readers are told." in words(parse(answer))
    assert client.get(other.url).status_code == 200


# Aliases, which follow their originals


@pytest.fixture
def alias(tree):
    return tree.meeting(title="Summit").create_alias(update_slug="summit-alias")


def test_an_hour_for_an_alias_is_refused_in_words_and_nothing_is_dropped_silently(admin_client, client, alias):
    answer = take_down(admin_client, alias, hour=typed(full_hour()))

    assert "An alias has no scheduled time of its own." in words(parse(answer))
    assert of(alias) == []
    assert client.get(alias.url).status_code == 200


def test_among_many_the_aliases_are_left_out_of_an_hour_and_it_is_said(admin_client, client, tree, alias):
    meeting, hour = tree.meeting(), full_hour()
    address = f"/admin/bulk/wagtailcore/page/unpublish/?id={meeting.pk}&id={alias.pk}&next=/admin/"
    answer = admin_client.post(address, {"why": "", "hour": typed(hour)}, follow=True)

    said = words(parse(answer).select_one(".messages"))
    assert "1 item comes down at" in said
    assert "1 alias has no scheduled time of its own, and stays as it is." in said
    assert (len(of(meeting)), len(of(alias))) == (1, 0)
