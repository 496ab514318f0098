"""A list can be followed by e-mail: asked for twice, ended by a click, each change told once, one message a day."""

import datetime

import pytest
import time_machine
from django.core import mail
from django.db.models import Max

from members.models import Member
from members.models.kinds import Region
from mme_site.opendata.changes import notice_changes
from mme_site.opendata.following import notifications
from mme_site.opendata.following.notifications import notify_followers
from mme_site.opendata.models import Follower, PublicRecord
from tests.helpers.factories import MeetingSeriesFactory, hide
from tests.helpers.reading import read

pytestmark = pytest.mark.django_db
MORNING = datetime.datetime(2030, 5, 1, 8, tzinfo=datetime.UTC)
A_DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def that_morning():
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


def path_in(message, part):
    """Return the path of an address in a message: the one that confirms or ends."""
    addresses = [line.partition("//")[2] for line in message.body.splitlines() if "/data/follow/" in line]
    return next(f"/{one.partition('/')[2]}" for one in addresses if one.endswith("/end/") == (part == "end"))


def follow(client, address="/documents/", email="reader@example.org"):
    """Ask to follow a list and confirm it; return the address that ends it."""
    client.post(f"/data/follow/?list={address}", {"email": email})
    message = mail.outbox.pop()
    client.post(path_in(message, "confirm"))
    return path_in(message, "end")


def told():
    notice_changes()
    notify_followers()
    messages, mail.outbox[:] = list(mail.outbox), []
    return [message.body for message in messages]


def test_nothing_is_sent_to_an_address_that_has_not_confirmed(client, tree):
    client.post("/data/follow/?list=/documents/", {"email": "Reader@example.org"})
    [asked] = mail.outbox
    mail.outbox.clear()
    client.get(path_in(asked, "confirm"))  # as programs do that look at the links of a message
    tree.document(title="Luanda")

    assert asked.to == ["reader@example.org"]
    assert told() == []


def test_each_change_is_told_once_and_what_was_there_before_is_not(client, tree, that_morning):
    tree.document(title="Before")
    notice_changes()
    follow(client)
    document = tree.document(title="Luanda")

    [first] = told()
    assert "- Luanda\n  http://localhost" + document.url in first
    assert "Before" not in first
    that_morning.shift(A_DAY)
    assert told() == []


def test_at_most_one_message_a_day(client, tree, that_morning):
    follow(client)
    tree.document(title="In the morning")
    assert len(told()) == 1
    tree.document(title="At noon")
    tree.document(title="In the evening")
    assert told() == []

    that_morning.shift(A_DAY)

    [next_day] = told()
    assert "At noon" in next_day
    assert "In the evening" in next_day
    assert "In the morning" not in next_day


def test_a_change_among_very_many_is_told(client, tree):
    """As after an import: what others do not follow hides nothing."""
    follow(client)
    notice_changes()
    last = PublicRecord.objects.aggregate(last=Max("change"))["last"]
    others = (PublicRecord(letter="x", number=10**9 + n, change=last + n, changed_at=MORNING) for n in range(1, 1200))
    PublicRecord.objects.bulk_create(others)
    PublicRecord.objects.filter(letter="").update(change=last + 1200)
    tree.document(title="Luanda")

    assert "Luanda" in told()[0]


def test_a_message_that_does_not_name_all_changes_says_so(client, tree, monkeypatch):
    monkeypatch.setattr(notifications, "MOST_LINES", 1)
    follow(client)
    tree.document(title="Luanda"), tree.document(title="Malabo")

    assert "More than these have changed" in told()[0]


def test_only_what_fits_the_rule_is_told(client, tree):
    series = MeetingSeriesFactory()
    tree.meeting(series=series)
    follow(client, f"/meetings/?series={series.slug}")
    tree.meeting(title="In it", series=series)
    tree.meeting(title="Not in it")
    hide(tree.meeting(title="Hidden", series=series))

    [said] = told()

    assert "In it" in said
    assert "Not in it" not in said
    assert "Hidden" not in said


def test_a_theme_and_a_member_are_followed_in_the_language_they_were_asked_for(client, tree):
    theme, member = tree.theme(title="Mobility"), tree.member("Angola")
    follow(client, f"/ar{theme.url}")
    follow(client, "/members/angola/", email="other@example.org")
    tree.meeting(title="Luanda", themes=[theme], host=member)

    messages = told()

    assert len(messages) == 2
    assert any("/ar/meetings/" in message for message in messages)


def test_the_list_of_members_is_followed_under_its_name_and_filters(client, tree):
    angola, benin = tree.member("Angola"), tree.member("Benin")
    Member.objects.filter(pk=angola.pk).update(region=Region.AFRICA_SOUTHERN)
    Member.objects.filter(pk=benin.pk).update(region=Region.AFRICA_WEST)
    notice_changes()
    follow(client, f"/fr/members/?region={Region.AFRICA_WEST}")
    follow(client, "/members/", email="other@example.org")
    angola.refresh_from_db()
    angola.save_revision().publish()

    [of_all] = told()
    assert "“Members”" in of_all
    assert f"- Angola\n  http://localhost/members/{angola.slug}/" in of_all
    benin.refresh_from_db()
    benin.save_revision().publish()

    [of_region] = told()
    assert "Afrique de l’Ouest" in of_region
    assert f"http://localhost/fr/members/{benin.slug}/" in of_region


@pytest.mark.parametrize("language", ["", "/fr", "/pt", "/ar"])
def test_who_follows_a_member_or_everything_is_told_of_changes_of_the_member_itself(client, tree, language):
    angola = tree.member("Angola")
    notice_changes()
    follow(client, f"{language}/members/angola/")
    follow(client, f"{language}/", email="other@example.org")
    follow(client, f"{language}/documents/", email="third@example.org")
    angola.note = "It hosted the first meeting."
    angola.save_revision().publish()

    messages = told()

    assert len(messages) == 2
    assert all(f"- Angola\n  http://localhost{language}/members/angola/" in message for message in messages)


def test_a_change_of_a_member_is_none_of_the_page_that_has_its_number(client, tree):
    document = tree.document(title="Luanda")
    member = tree.member("Angola", member__pk=document.pk)
    notice_changes()
    follow(client, "/")
    member.save_revision().publish()

    [said] = told()

    assert "Angola" in said
    assert "Luanda" not in said


def test_a_message_that_cannot_be_kept_is_written_again_and_the_change_not_lost(client, tree, monkeypatch):
    follow(client)
    tree.document(title="Luanda")

    def fail(*arguments, **options):
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", fail)
        with pytest.raises(OSError, match="no space left"):
            told()

    assert len(told()) == 1


def test_one_click_ends_it_and_the_address_is_forgotten(client, tree):
    end = follow(client)
    tree.document()
    notice_changes()
    notify_followers()
    [message] = mail.outbox
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message.extra_headers["List-Unsubscribe"].endswith(f"{end}>")
    assert "Press the button" in read(client, end).main.get_text()
    assert Follower.objects.count() == 1

    client.post(end, {"List-Unsubscribe": "One-Click"})

    assert Follower.objects.count() == 0
    assert "You no longer follow this list" in read(client, end).main.get_text()


def test_who_does_not_confirm_is_forgotten(client, tree, that_morning):
    client.post("/data/follow/?list=/documents/", {"email": "reader@example.org"})
    that_morning.shift(3 * A_DAY)
    notify_followers()

    assert Follower.objects.count() == 0


def test_nobody_is_flooded_with_requests_to_confirm(client, tree):
    for _time in range(3):
        client.post("/data/follow/?list=/documents/", {"email": "reader@example.org"})

    assert len(mail.outbox) == 1


@pytest.mark.parametrize("address", ["", "/nowhere/", "//evil.example/documents/", "/documents/?kind=party", "/admin/"])
def test_what_is_no_list_cannot_be_followed(client, tree, address):
    assert client.get("/data/follow/", {"list": address}).status_code == 404


def test_programs_that_look_at_links_get_the_head_of_each_page_and_change_nothing(client, tree):
    end = follow(client)

    heads = [client.head(address) for address in ("/data/follow/?list=/documents/", end, end.replace("end/", ""))]

    assert [(head.status_code, head.content) for head in heads] == [(200, b"")] * 3
    assert Follower.objects.filter(is_confirmed=True).count() == 1


def test_what_is_no_address_is_refused(client, tree):
    assert client.post("/data/follow/?list=/documents/", {"email": "reader\n@"}).status_code == 400
    assert client.get("/data/follow/forged/").status_code == 404
    assert client.get("/data/follow/forged/end/").status_code == 200
    assert mail.outbox == []


def test_a_list_leads_to_following_it_where_messages_can_be_sent(client, tree, settings):
    settings.EMAIL_HOST = "mail.example"

    links = [link["href"] for link in read(client, "/meetings/?kind=summit").select("nav.other-forms a")]

    assert "/data/follow/?list=/meetings/%3Fkind%3Dsummit" in links
