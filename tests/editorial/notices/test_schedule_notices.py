"""The admin shows schedules where people are anyway, and what went wrong to those who can mend it."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.models import Page
from wagtail.signals import page_published, published
from wagtail.users.models import UserProfile

from members.models import Member
from mme_site.editorial.notices import banner
from mme_site.editorial.users.models import User
from mme_site.publishing.process import PublisherProcess
from tests.helpers import scheduling
from tests.helpers.people import administrator, allowed
from tests.helpers.scheduling import HOUR, SECOND, at, in_an_hour, publish_at, schedule

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)
BANNER = 'class="schedule-banner"'


def publisher_heartbeat(moment):
    """A publisher that last looked at this moment."""
    return PublisherProcess.objects.create(host="machine", pid=1, started_at=moment, heartbeat_at=moment)


def seen(user, address, moment):
    """Return what this person sees at an address of the admin at a moment."""
    client = Client()
    client.force_login(user)
    with at(moment):
        response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def part(html, begin, end):
    """Return the part of a page from one mark to the next other one; '' where the first is missing."""
    return html[html.index(begin) :].split(end)[0] if begin in html else ""


def banner_in(html):
    return part(html, BANNER, "</section>")


def panel_in(html):
    return part(html, 'id="schedules-section"', "</section>")


def failed(page, hour, **fields):
    """Let the publication of a page fail at its hour; return its schedule."""
    schedule(page, hour, **fields)
    with scheduling.failing_for(page, page_published if isinstance(page, Page) else published):
        publish_at(hour)
    return scheduling.of(page)[-1]


# The banner


@pytest.mark.parametrize("name", ["wagtailadmin_home", "wagtailadmin_explore_root", "wagtailimages:index"])
def test_what_failed_is_named_on_every_page_with_its_reason_and_two_buttons(tree, name):
    hour = in_an_hour()
    item = failed(tree.page(live=False, title="Declaration of Tunis"), hour)
    publisher_heartbeat(hour)
    warning = banner_in(seen(administrator(), reverse(name), hour))
    assert "Declaration of Tunis" in warning
    assert "the other system does not answer" in warning
    assert reverse("publishing_retry", args=[item.pk]) in warning
    assert reverse("publishing_cancel", args=[item.pk]) in warning
    assert reverse("publishing_timeline") in warning
    assert f'name="next" value="{reverse(name)}"' in warning


def test_a_button_of_the_banner_does_what_it_says_and_the_banner_goes(tree):
    hour = in_an_hour()
    page = tree.page(live=False)
    item = failed(page, hour)
    publisher_heartbeat(hour)
    client = Client()
    client.force_login(administrator())
    with at(hour):
        response = client.post(
            reverse("publishing_cancel", args=[item.pk]), {"next": reverse("wagtailadmin_home")}, follow=True
        )
    assert BANNER not in response.content.decode()
    assert page.title in " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_what_is_a_minute_late_is_named_and_what_is_less_is_not(tree):
    hour, editor = in_an_hour(), administrator()
    schedule(tree.page(live=False, title="Declaration of Tunis"), hour)
    publisher_heartbeat(hour + MINUTE)
    home = reverse("wagtailadmin_home")
    assert BANNER not in seen(editor, home, hour + MINUTE)
    warning = banner_in(seen(editor, home, hour + MINUTE + SECOND))
    assert "Declaration of Tunis" in warning
    assert "the publisher process is not running" not in warning


def test_a_publisher_that_stands_still_is_told_before_anything_is_late(tree):
    hour, editor = in_an_hour(), administrator()
    publisher_heartbeat(hour)
    home = reverse("wagtailadmin_home")
    assert BANNER not in seen(editor, home, hour + MINUTE)
    warning = banner_in(seen(editor, home, hour + MINUTE + SECOND))
    assert "the publisher process is not running" in warning
    assert "Europe/Brussels" in warning


def test_where_all_is_well_there_is_no_banner(tree):
    hour = in_an_hour()
    schedule(tree.page(live=False), hour)
    publisher_heartbeat(timezone.now())
    assert BANNER not in seen(administrator(), reverse("wagtailadmin_home"), timezone.now())


def test_everybody_is_told_only_of_what_is_theirs_to_publish(tree):
    hour = in_an_hour()
    failed(tree.meeting(live=False, title="Meeting in Malabo"), hour)
    failed(tree.document(live=False, title="Declaration of Tunis"), hour)
    failed(tree.member("Benin"), hour, name_en="Republic of Benin")
    publisher_heartbeat(hour)
    home = reverse("wagtailadmin_home")
    titles = ("Malabo", "Tunis", "Benin")
    who_sees = {
        allowed("change", "publish", below=tree.meetings): ["Malabo"],
        allowed("publish", below=tree.home): ["Malabo", "Tunis"],
        allowed("publish", "change", snippet=Member): ["Benin"],
        administrator(): ["Malabo", "Tunis"],  # and a link to more
    }
    for user, expected in who_sees.items():
        warning = banner_in(seen(user, home, hour))
        assert [title for title in titles if title in warning] == expected


def test_who_may_publish_elsewhere_sees_no_banner_for_what_is_not_theirs(tree):
    hour = in_an_hour()
    failed(tree.document(live=False), hour)
    publisher_heartbeat(hour)
    editor = allowed("publish", below=tree.meetings)
    assert BANNER not in seen(editor, reverse("wagtailadmin_home"), hour)


def test_who_may_not_publish_is_not_warned_and_costs_no_query(tree, django_assert_num_queries):
    hour = in_an_hour()
    failed(tree.page(live=False), hour)
    editor = allowed("add", "change", below=tree.home)
    assert BANNER not in seen(editor, reverse("wagtailadmin_home"), hour)
    asked_by_the_menu(editor)
    with django_assert_num_queries(0):
        assert banner.notice_for(editor) is None


def test_the_banner_costs_one_query_while_all_is_well(tree, django_assert_num_queries):
    schedule(tree.page(live=False), in_an_hour())
    publisher_heartbeat(timezone.now())
    editor = allowed("publish", below=tree.home)
    asked_by_the_menu(editor)
    with django_assert_num_queries(1):
        assert banner.notice_for(editor) is None


def test_the_banner_names_two_of_many_in_a_fixed_number_of_queries(tree):
    hour = in_an_hour()
    editor = allowed("change", "publish", below=tree.home)
    publisher_heartbeat(hour)

    def queries():
        reader = User.objects.get(pk=editor.pk)
        asked_by_the_menu(reader)
        with at(hour), CaptureQueriesContext(connection) as captured:
            notice = banner.notice_for(reader)
            assert all(row.can_manage and row.edit_url for row in notice.rows)
        return notice, len(captured)

    failed(tree.page(live=False), hour)
    one, for_one = queries()
    for _number in range(4):
        failed(tree.page(live=False), hour)
    many, for_many = queries()
    assert (len(one.rows), one.has_more) == (1, False)
    assert (len(many.rows), many.has_more) == (2, True)
    assert for_many == for_one


def asked_by_the_menu(user):
    """Let this person's rights be known, as they are on any page of the admin before the banner."""
    user.has_perm("wagtailadmin.access_admin")
    banner.may_publish_something(user)


# The panel on the first page


def test_the_first_page_says_what_comes_next_in_order_with_zone_and_time_left(tree):
    hour = in_an_hour()
    schedule(tree.page(live=False, title="Later"), hour + 3 * HOUR)
    schedule(tree.page(live=False, title="Sooner"), hour)
    schedule(tree.page(title="Comes down"), None, hour + HOUR)
    panel = panel_in(seen(administrator(), reverse("wagtailadmin_home"), hour - HOUR / 2))
    assert panel.index("Sooner") < panel.index("Comes down") < panel.index("Later")
    assert "in 30 minutes" in panel
    assert "Europe/Brussels" in panel
    assert "UTC" in panel


def test_the_first_page_puts_what_is_late_or_failed_before_what_comes_next(tree):
    hour = in_an_hour()
    failed(tree.page(live=False, title="Declaration of Tunis"), hour)
    schedule(tree.page(live=False, title="Comes next"), hour + HOUR)
    panel = panel_in(seen(administrator(), reverse("wagtailadmin_home"), hour + 2 * MINUTE))
    assert "2 minutes late" in panel
    assert panel.index("Declaration of Tunis") < panel.index("Comes next")


def test_the_first_page_shows_an_editor_only_schedules_of_pages_that_are_theirs(tree):
    hour = in_an_hour()
    schedule(tree.meeting(live=False, title="Meeting in Malabo"), hour)
    schedule(tree.document(live=False, title="Declaration of Tunis"), hour)
    panel = panel_in(seen(allowed("change", below=tree.meetings), reverse("wagtailadmin_home"), timezone.now()))
    assert "Malabo" in panel
    assert "Tunis" not in panel
    assert panel_in(seen(allowed(), reverse("wagtailadmin_home"), timezone.now())) == ""


def test_the_first_page_costs_the_same_for_one_schedule_and_for_many(tree):
    editor, hour = administrator(), in_an_hour()
    publisher_heartbeat(hour)
    home = reverse("wagtailadmin_home")
    failed(tree.page(live=False), hour)
    schedule(tree.page(live=False), hour + HOUR)
    seen(editor, home, hour)
    for_one = queries_of(editor, home, hour)
    for number in range(2, 6):
        failed(tree.page(live=False), hour)
        schedule(tree.page(live=False), hour + number * HOUR)
    seen(editor, home, hour)  # and with that the indexes are up to date
    assert queries_of(editor, home, hour) == for_one


def queries_of(user, address, moment):
    with CaptureQueriesContext(connection) as captured:
        seen(user, address, moment)
    return len(captured)


# Lists


def hours_in(html):
    """Return what a list says of hours, in the order of its rows."""
    lines = html.split('<div class="schedule-hour')[1:]
    return [" ".join(strip_tags(f'<div class="{line.split("</div>")[0]}').split()) for line in lines]


def test_the_explorer_says_when_pages_go_live_and_come_down_with_the_zone(tree):
    hour = datetime.datetime(2030, 7, 1, 10, 0, tzinfo=datetime.UTC)
    schedule(tree.page(live=False, title="A draft"), hour)
    schedule(tree.page(title="B is live"), None, hour + HOUR)
    html = seen(administrator(), f"/admin/pages/{tree.home.pk}/?ordering=title", timezone.now())
    assert hours_in(html) == [
        "Goes live 1 Jul 2030, 12:00 Europe/Brussels",
        "Comes down 1 Jul 2030, 13:00 Europe/Brussels",
    ]


def test_an_hour_in_a_list_is_that_of_the_editors_own_zone(tree):
    hour = datetime.datetime(2030, 7, 1, 10, 0, tzinfo=datetime.UTC)
    schedule(tree.page(live=False), hour)
    editor = administrator()
    UserProfile.objects.create(user=editor, current_time_zone="Africa/Addis_Ababa")
    html = seen(editor, f"/admin/pages/{tree.home.pk}/", timezone.now())
    assert hours_in(html) == ["Goes live 1 Jul 2030, 13:00 Africa/Addis_Ababa"]


def test_a_list_says_so_where_a_page_failed_at_its_hour(tree):
    hour = in_an_hour()
    failed(tree.page(live=False), hour)
    html = seen(administrator(), f"/admin/pages/{tree.home.pk}/", hour)
    assert "Failed, is tried again" in hours_in(html)[0]


def test_what_was_done_or_cancelled_is_no_longer_in_a_list(tree):
    hour = in_an_hour()
    done, cancelled = tree.page(live=False), tree.page(live=False)
    schedule(done, hour)
    revision = schedule(cancelled, hour + HOUR)
    publish_at(hour)
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    assert hours_in(seen(administrator(), f"/admin/pages/{tree.home.pk}/", hour)) == []


def test_the_results_of_a_search_say_the_hours_as_well(tree):
    schedule(tree.page(live=False, title="Declaration"), in_an_hour())
    html = seen(administrator(), f"/admin/pages/{tree.home.pk}/results/?q=declaration", timezone.now())
    assert len(hours_in(html)) == 1


def test_the_list_of_members_says_when_one_goes_live_or_comes_down(tree):
    hour = datetime.datetime(2030, 7, 1, 10, 0, tzinfo=datetime.UTC)
    member = tree.member("Benin")
    schedule(member, hour, name_en="Republic of Benin")
    html = seen(administrator(), "/admin/snippets/members/member/", timezone.now())
    assert hours_in(html) == ["Goes live 1 Jul 2030, 12:00 Europe/Brussels"]


@pytest.mark.parametrize("kind", ["pages", "members"])
def test_a_list_costs_the_same_for_one_schedule_and_for_many(tree, kind):
    editor, hour = administrator(), in_an_hour()
    publisher_heartbeat(timezone.now())
    address = {"pages": f"/admin/pages/{tree.home.pk}/", "members": "/admin/snippets/members/member/"}[kind]
    make = {"pages": lambda: tree.page(), "members": lambda: tree.member(f"State {Member.objects.count()}")}[kind]
    items = [make() for _number in range(6)]
    schedule(items[0], None, hour)
    seen(editor, address, timezone.now())
    for_one = queries_of(editor, address, timezone.now())
    for item in items[1:]:
        schedule(item, None, hour)
    seen(editor, address, timezone.now())  # and with that the indexes are up to date
    assert queries_of(editor, address, timezone.now()) == for_one
