"""An hour is said with its time zone, typed in one that is named, and refused where no clock shows it."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from wagtail.models import Page
from wagtail.users.models import UserProfile

from mme_site.core import time_zones
from mme_site.core.dates import validate_time_zone
from mme_site.pages.schedule_forms import ScheduleFormMixin
from mme_site.publishing.schedule_store import draftable_models
from tests.helpers import scheduling
from tests.helpers.editing import PUBLISH, PageEditor, errors, filled_in
from tests.helpers.factories import MemberFactory
from tests.helpers.reading import messages, parse, words, words_with_dialogs

UTC = datetime.UTC
BRUSSELS, NAIROBI = ZoneInfo("Europe/Brussels"), ZoneInfo("Africa/Nairobi")
SUMMER = datetime.datetime(2026, 7, 1, 9, tzinfo=UTC)


def moment(*parts):
    return datetime.datetime(*parts, tzinfo=UTC)


@pytest.fixture
def in_nairobi():
    """The rest of a test happens as for an editor whose account names this zone."""
    with timezone.override(NAIROBI):
        yield


@pytest.fixture
def summer():
    """The clock stands at eleven in the morning of the first of July 2026 in Brussels."""
    with time_machine.travel(SUMMER, tick=False):
        yield


# How a moment is said


def test_a_moment_is_said_in_the_editors_zone_the_sites_and_utc(in_nairobi):
    assert time_zones.in_zones(moment(2026, 7, 1, 10)) == (
        "1 July 2026, 13:00 (Africa/Nairobi, UTC+03:00) = 12:00 Europe/Brussels = 10:00 UTC"
    )


def test_a_zone_that_is_the_editors_and_the_sites_is_named_once():
    assert (
        time_zones.in_zones(moment(2026, 1, 1, 10)) == "1 January 2026, 11:00 (Europe/Brussels, UTC+01:00) = 10:00 UTC"
    )


def test_the_day_is_said_again_where_it_is_another(in_nairobi):
    assert time_zones.in_zones(moment(2026, 6, 30, 21, 30)) == (
        "1 July 2026, 00:30 (Africa/Nairobi, UTC+03:00) = 30 June 2026, 23:30 Europe/Brussels = 30 June 2026, 21:30 UTC"
    )


def test_utc_is_not_said_twice_to_an_editor_who_works_in_it():
    with timezone.override(UTC):
        assert time_zones.in_zones(moment(2026, 1, 1, 10)) == "1 January 2026, 10:00 (UTC) = 11:00 Europe/Brussels"


@pytest.mark.parametrize(
    ("local", "zone", "expected"),
    [
        ((2026, 7, 1, 12, 0), "Europe/Brussels", [moment(2026, 7, 1, 10)]),
        ((2026, 3, 29, 2, 30), "Europe/Brussels", []),
        ((2026, 10, 25, 2, 30), "Europe/Brussels", [moment(2026, 10, 25, 0, 30), moment(2026, 10, 25, 1, 30)]),
        ((2026, 10, 25, 3, 0), "Europe/Brussels", [moment(2026, 10, 25, 2)]),
        ((2026, 10, 25, 2, 30), "Africa/Nairobi", [moment(2026, 10, 24, 23, 30)]),
        # Half an hour, and the other half of the year, on Lord Howe Island.
        ((2026, 10, 4, 2, 15), "Australia/Lord_Howe", []),
        ((2026, 4, 5, 1, 45), "Australia/Lord_Howe", [moment(2026, 4, 4, 14, 45), moment(2026, 4, 4, 15, 15)]),
        # Samoa went without the thirtieth of December.
        ((2011, 12, 30, 12, 0), "Pacific/Apia", []),
    ],
)
def test_a_local_time_is_one_moment_or_none_or_two(local, zone, expected):
    found = time_zones.readings(datetime.datetime(*local), ZoneInfo(zone))

    assert [reading.astimezone(UTC) for reading in found] == expected


# What may be typed


def edit_form(item, data=None):
    """Return the editor's form of a page or member."""
    edit_handler = item.get_edit_handler() if isinstance(item, Page) else item.snippet_viewset.get_edit_handler()
    parent = {"parent_page": item.get_parent()} if isinstance(item, Page) else {}
    return edit_handler.get_form_class()(data, instance=item, **parent)


def schedule_errors(item, **dates):
    """Type dates into the schedule; return what the form says of them, and the form."""
    form = edit_form(item, {"body-count": "0", **dates})
    return {name: list(texts) for name, texts in form.errors.items() if name in ("go_live_at", "expire_at")}, form


def schedulable_models():
    """Every page type of the site, and every draftable snippet."""
    return [model for model in draftable_models() + Page.allowed_subpage_models() if model is not Page]


def both_kinds(test):
    return pytest.mark.parametrize("kind", ["page", "member"])(test)


@pytest.fixture
def item(kind, tree):
    """A draft that can be scheduled: a page, or a snippet."""
    return tree.page(live=False) if kind == "page" else MemberFactory(live=False)


@both_kinds
def test_a_time_that_the_clocks_skip_is_refused_on_its_field_with_the_times_around_it(item, summer):
    refused, _form = schedule_errors(item, go_live_at="2027-03-28 02:30")

    assert refused == {
        "go_live_at": [
            "On 28 March 2027 the clocks go forward in Europe/Brussels: there is no 02:30. "
            "Write 2027-03-28 01:30 or 2027-03-28 03:30 instead."
        ]
    }


@both_kinds
def test_a_time_that_comes_twice_is_refused_on_its_field_with_both_ways_to_write_it(item, summer):
    refused, _form = schedule_errors(item, expire_at="2026-10-25 02:30")

    assert refused == {
        "expire_at": [
            "On 25 October 2026 the clocks go back in Europe/Brussels: 02:30 comes twice. "
            "Write 2026-10-25 02:30 +02:00 for the first, or 2026-10-25 02:30 +01:00 for the second."
        ]
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-10-25 02:30 +02:00", moment(2026, 10, 25, 0, 30)),
        ("2026-10-25 02:30 +01:00", moment(2026, 10, 25, 1, 30)),
        ("2026-10-25 02:30+01:00", moment(2026, 10, 25, 1, 30)),
        ("2027-03-28 01:30", moment(2027, 3, 28, 0, 30)),
        ("2027-03-28 03:30", moment(2027, 3, 28, 1, 30)),
        ("2026-10-25 03:00", moment(2026, 10, 25, 2)),
        ("2026-12-01 10:00", moment(2026, 12, 1, 9)),
    ],
)
def test_what_the_refusal_offers_is_taken_and_means_what_it_says(tree, summer, typed, meant):
    refused, form = schedule_errors(tree.page(live=False), go_live_at=typed)

    assert refused == {}
    assert form.cleaned_data["go_live_at"] == meant


def test_what_is_typed_is_read_in_the_zone_of_the_editors_account(tree, summer, in_nairobi):
    _refused, form = schedule_errors(tree.page(live=False), go_live_at="2026-10-25 02:30")

    assert form.cleaned_data["go_live_at"] == moment(2026, 10, 24, 23, 30)


@pytest.mark.parametrize(
    "hour", [moment(2026, 10, 25, 0, 30), moment(2026, 10, 25, 1, 30), moment(2026, 12, 1, 9, 0, 7)]
)
def test_a_stored_hour_is_shown_so_that_it_is_read_as_the_same_one_again(tree, summer, hour):
    page = tree.page(live=False, go_live_at=hour)
    shown = edit_form(page)["go_live_at"].value()

    refused, form = schedule_errors(page, go_live_at=shown)
    assert refused == {}
    assert form.cleaned_data["go_live_at"] == hour
    assert "go_live_at" not in form.changed_data


@both_kinds
@pytest.mark.parametrize("field", ["go_live_at", "expire_at"])
def test_a_typed_time_that_has_passed_is_refused_with_its_zones(item, summer, field):
    refused, _form = schedule_errors(item, **{field: "2026-07-01 10:59"})

    assert refused[field] == [
        "1 July 2026, 10:59 (Europe/Brussels, UTC+02:00) = 08:59 UTC has passed. "
        "Choose a later time, or leave the field empty."
    ]


@pytest.mark.parametrize("typed", ["0001-01-01 00:00", "1026-07-01 10:00", "2206-07-01 10:00", "9999-12-31 23:59"])
@pytest.mark.parametrize("field", ["go_live_at", "expire_at"])
@pytest.mark.parametrize("zone", ["", " +14:00"])
def test_a_year_that_nobody_means_is_refused(tree, summer, field, typed, zone):
    refused, _form = schedule_errors(tree.page(live=False), **{field: typed + zone})

    year = int(typed[:4])
    assert refused == {field: [f"The year {year} looks wrong. Choose one from 2026 to 2046."]}


@pytest.mark.parametrize(
    "typed", ["10/11/2026 10:00", "tomorrow", "2026-13-01 10:00", "2026-10-25 02:30 CET", "9" * 300]
)
def test_a_time_written_in_another_way_is_not_guessed_at(tree, summer, typed):
    refused, _form = schedule_errors(tree.page(live=False), go_live_at=typed)

    assert refused == {"go_live_at": ["Write the day and the time as in 2026-07-01 11:00."]}


def test_a_page_that_would_come_down_as_it_goes_live_is_refused(tree, summer):
    refused, _form = schedule_errors(tree.page(live=False), go_live_at="2026-08-01 10:00", expire_at="2026-08-01 10:00")

    assert list(refused) == ["expire_at"]


@pytest.mark.django_db
@pytest.mark.parametrize("model", schedulable_models(), ids=lambda model: model.__name__)
def test_every_form_of_what_can_be_scheduled_names_its_zones(model):
    edit_handler = model.get_edit_handler() if issubclass(model, Page) else model.snippet_viewset.get_edit_handler()

    assert issubclass(edit_handler.get_form_class(), ScheduleFormMixin)


# Dates that have passed and were left behind (fault u, wagtail#13896)


@both_kinds
def test_a_date_that_has_passed_and_was_left_behind_never_stops_a_save(item, summer):
    item.go_live_at, item.expire_at = moment(2025, 1, 1, 9), moment(2026, 1, 1, 9)

    shown = edit_form(item)
    assert (shown["go_live_at"].value(), shown["expire_at"].value()) == (None, None)
    refused, form = schedule_errors(item, go_live_at="2025-01-01 10:00", expire_at="2026-01-01 10:00")
    assert refused == {}
    assert (form.cleaned_data["go_live_at"], form.cleaned_data["expire_at"]) == (None, None)


@pytest.fixture
def editor(admin_client, tree):
    return PageEditor(admin_client)


@pytest.fixture
def editor_in_nairobi(editor, admin_user):
    UserProfile.objects.create(user=admin_user, current_time_zone="Africa/Nairobi")
    return editor


def test_a_page_with_dates_that_have_passed_is_changed_and_published_as_any_other(editor, tree):
    past = timezone.now() - datetime.timedelta(days=30)
    page = tree.page(go_live_at=past, expire_at=past)

    response = editor.edit(page, title="Changed")

    assert errors(response) == {}
    page.refresh_from_db()
    assert (page.title, page.live, page.go_live_at, page.expire_at) == ("Changed", True, None, None)


def test_a_form_that_is_still_open_is_told_to_empty_a_date_that_passed_meanwhile(editor, tree):
    page = tree.page(live=False, go_live_at=SUMMER)
    address = f"/admin/pages/{page.pk}/edit/"
    sent = filled_in(
        editor.client.get(address), go_live_at=time_zones.with_offset_if_ambiguous(SUMMER.astimezone(BRUSSELS))
    )

    answer = editor.client.post(address, sent, headers={"Accept": "application/json"}).json()

    assert (answer["success"], answer["field_updates"]) == (True, {"go_live_at": ""})


# Where the zones are said


def test_the_schedule_dialog_names_the_zone_in_which_it_is_read_and_the_sites(editor_in_nairobi, tree):
    page = words_with_dialogs(parse(editor_in_nairobi.client.get(f"/admin/pages/{tree.page().pk}/edit/")))

    assert "In Africa/Nairobi time, the time zone of your account. The site’s is Europe/Brussels." in page


def test_after_scheduling_the_hours_are_said_in_every_zone_in_message_lock_panel_and_history(editor_in_nairobi, tree):
    client, page = editor_in_nairobi.client, tree.page(live=False, title="The declaration")
    hour = "1 August 2040, 10:00 (Africa/Nairobi, UTC+03:00) = 09:00 Europe/Brussels = 07:00 UTC"
    end = "2 January 2041, 10:00 (Africa/Nairobi, UTC+03:00) = 08:00 Europe/Brussels = 07:00 UTC"

    editor_in_nairobi.edit(page, go_live_at="2040-08-01 10:00", expire_at="2041-01-02 10:00")

    assert f"“The declaration” is scheduled. Goes live: {hour}. Comes down: {end}." in messages(client)[0]
    form = parse(client.get(f"/admin/pages/{page.pk}/edit/"))
    [lock] = form.select(".messages > ul > li")
    assert f"'The declaration' is locked and has been scheduled to go live at {hour}." in words(lock)
    panel = words(form.select_one("[data-side-panel=status]"))
    assert f"Go-live: {hour}" in panel
    assert f"Expiry: {end}" in panel
    assert f"Locked until it goes live at {hour}" in panel
    assert f"Scheduled to go live at {hour}" in words(parse(client.get(f"/admin/pages/{page.pk}/history/")))


def test_the_hour_of_a_live_pages_expiry_is_said_with_its_zones(editor_in_nairobi, tree):
    page = tree.page(expire_at=moment(2041, 1, 2, 7))

    panel = parse(editor_in_nairobi.client.get(f"/admin/pages/{page.pk}/edit/")).select_one("[data-side-panel=status]")

    assert "Expiry: 2 January 2041, 10:00 (Africa/Nairobi, UTC+03:00) = 08:00 Europe/Brussels = 07:00 UTC" in words(
        panel
    )


def test_a_schedule_that_is_cancelled_is_said_with_its_zones_in_the_history(editor_in_nairobi, tree):
    page = tree.page(live=False)
    revision = scheduling.schedule(page, moment(2040, 8, 1, 7))
    editor_in_nairobi.client.post(f"/admin/pages/{page.pk}/revisions/{revision.pk}/unschedule/")

    history = words(parse(editor_in_nairobi.client.get(f"/admin/pages/{page.pk}/history/")))

    assert "No longer scheduled for 1 August 2040, 10:00 (Africa/Nairobi, UTC+03:00)" in history


def test_a_member_is_scheduled_with_the_same_words(editor_in_nairobi):
    member = MemberFactory()
    address = f"/admin/snippets/members/member/edit/{member.pk}/"
    client = editor_in_nairobi.client

    client.post(address, filled_in(client.get(address), go_live_at="2040-08-01 10:00") | PUBLISH)

    hour = "1 August 2040, 10:00 (Africa/Nairobi, UTC+03:00) = 09:00 Europe/Brussels = 07:00 UTC"
    assert f"is scheduled. Goes live: {hour}." in messages(client)[0]
    panel = parse(client.get(address)).select_one("[data-side-panel=status]")
    assert f"Go-live: {hour}" in words(panel)


def test_the_approval_that_schedules_a_page_says_its_hour(editor, admin_user, tree):
    page = tree.page(live=False)
    page.get_workflow().start(page, admin_user)
    address = f"/admin/pages/{page.pk}/edit/"
    approval = {"action-workflow-action": "true", "workflow-action-name": "approve"}

    editor.client.post(address, filled_in(editor.client.get(address), go_live_at="2040-08-01 10:00") | approval)

    told = "is approved and scheduled. Goes live: 1 August 2040, 10:00 (Europe/Brussels, UTC+02:00) = 08:00 UTC."
    assert told in messages(editor.client)[0]


@pytest.mark.parametrize("name", ["localtime", "Factory", "posix/Europe/Paris", "posixrules", "right/UTC"])
def test_no_zone_is_offered_or_taken_that_only_a_machine_knows(settings, name):
    assert name not in settings.WAGTAIL_USER_TIME_ZONES
    with pytest.raises(ValidationError):
        validate_time_zone(name)


def test_the_zones_of_places_are_offered(settings):
    assert {"Africa/Addis_Ababa", "Europe/Brussels", "UTC"} <= set(settings.WAGTAIL_USER_TIME_ZONES)


def test_a_zone_stays_together_in_a_line_that_is_read_from_the_right():
    hour = moment(2026, 12, 9, 5, 47)

    with translation.override("ar"):
        assert "(\u2066Europe/Brussels, UTC+01:00\u2069)" in time_zones.in_zones(hour)
    with translation.override("fr"):
        assert "(Europe/Brussels, UTC+01:00)" in time_zones.in_zones(hour)
