"""Releases in the admin: made, filled, checked, released and undone by those who may."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from home.models import SiteSettings
from members.models import Member
from mme_site.core import time_zones
from mme_site.editorial.preflight.before_due import check_before_hour
from mme_site.editorial.preflight.releases import problems_of_release
from mme_site.publishing.models import Release, ReleaseItem, Schedule
from mme_site.publishing.releases import editing
from mme_site.publishing.releases.item import ItemKind
from tests.helpers.editing import filled_in
from tests.helpers.factories import MemberFactory
from tests.helpers.people import administrator, allowed
from tests.helpers.reading import main, parse, read, words
from tests.helpers.scheduling import HOUR, at, in_an_hour, linked, publish_at, schedule
from tests.publishing.releases.test_releases import draft_of, now

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    person = administrator(email="person@example.org")
    client.force_login(person)
    return person


@pytest.fixture
def release(person):
    return editing.create("Summit", person)


def do(client, release, act, **values):
    return client.post(reverse("release", args=[release.pk]), {"act": act, **values}, follow=True)


def shown(response):
    return words(parse(response))


def test_a_release_is_made_filled_released_and_undone(client, tree, person):
    page, other = tree.page(title="Before"), tree.page(title="Old")
    draft_of(page, title="After")
    hour = time_zones.format_typed(timezone.localtime(in_an_hour()).replace(second=0))
    made = client.post(reverse("releases"), {"name": "Summit", "due_at": hour}, follow=True)
    assert "It holds nothing yet." in shown(made)
    release = Release.objects.get()
    assert Schedule.objects.of(release).get().due_at == release.due_at

    client.post(reverse("put_into_release", args=[page.pk]), {"what": "publish", "release": release.pk})
    do(client, release, "page", page=other.pk, what="unpublish")
    do(client, release, "redirect", old_path="/summit", page=page.pk)
    assert "Summit" in main(read(client, reverse("releases")))
    assert "all of it can be released" in shown(do(client, release, "hour", due_at=""))

    said = shown(do(client, release, "release"))
    assert "“Summit” is released." in said
    assert (now(page).title, now(other).live) == ("After", False)

    assert "“Summit” is undone." in shown(do(client, release, "undo"))
    assert (now(page).title, now(other).live) == ("Before", True)
    assert "undone by" in main(read(client, reverse("release", args=[release.pk])))


def test_what_cannot_be_done_is_shown_and_left_out_by_a_decision_that_is_written_down(client, tree, release, person):
    good, bad = tree.page(live=False), tree.page(parent=tree.page(live=False, title="Draft"), live=False)
    for page in (good, bad):
        editing.add_publication(release, page, person)

    assert "The page above it, “Draft”, is not live." in shown(do(client, release, "check"))
    said = shown(do(client, release, "release"))
    assert "Nothing of it was published:" in said
    item = ReleaseItem.objects.of(bad).get()
    assert "Say why" in shown(do(client, release, "leave_out", item=item.pk))
    do(client, release, "leave_out", item=item.pk, because="Not agreed yet")
    do(client, release, "release")

    assert (now(good).live, now(bad).live) == (True, False)
    assert "Not agreed yet" in main(read(client, reverse("release", args=[release.pk])))
    report = client.get(reverse("release_audit"), {"export": "csv"})
    assert "Not agreed yet" in b"".join(report).decode()
    assert "Made the release" in words(read(client, reverse("release_audit")))


def test_the_preflight_looks_at_the_whole_and_changes_nothing(client, tree, release, person):
    outside = tree.page(live=False, title="Outside")
    one = tree.page(live=False, title="One")
    other = tree.page(live=False, title="Other")
    draft_of(one, body=linked(other))
    editing.add_publication(release, one, person)
    assert any("“Other” is a draft" in str(problem) for problem in problems_of_release(release))

    editing.add_publication(release, other, person)
    assert not any("is a draft" in str(problem) for problem in problems_of_release(release))
    assert not now(one).live
    assert Release.objects.open().exists()

    ReleaseItem.objects.of(one).delete()
    draft_of(one, body=linked(outside))
    editing.add_publication(release, one, person)
    [problem] = [str(problem) for problem in problems_of_release(release) if "is a draft" in str(problem)]
    assert problem.startswith("One, ")


def test_a_later_schedule_that_ends_with_the_release_is_told_before_it(tree, person):
    release = editing.create("Summit", person, in_an_hour())
    published, taken_down, earlier = tree.page(title="One"), tree.page(title="Two"), tree.page(title="Three")
    for page in (published, earlier):
        editing.add_publication(release, page, person)
    editing.add(release, ItemKind.UNPUBLISH, taken_down, person)
    for page, hours in ((published, 1), (taken_down, 1), (earlier, -0.5)):
        schedule(page, release.due_at + hours * HOUR)

    said = [str(problem) for problem in problems_of_release(release) if "will not go live" in str(problem)]
    assert sorted(one.partition(":")[0] for one in said) == ["One", "Two"]
    assert Schedule.objects.open().filter(kind="go_live").count() == 3


def test_people_are_written_to_before_the_hour(tree, release, person, mailoutbox):
    tree.page(live=False, title="Above")
    below = tree.page(parent=tree.page(live=False, title="Draft"), live=False, title="Below")
    editing.add_publication(release, below, person)
    editing.set_hour(release, in_an_hour() + 48 * HOUR, person)

    with at(release.due_at - 23 * HOUR):
        assert check_before_hour.call() == 1
        assert check_before_hour.call() == 0

    assert "“Below”: The page above it, “Draft”, is not live." in mailoutbox[0].body


def test_settings_are_drafted_for_a_release_and_seen_with_it(client, tree, release, person):
    site = Site.objects.get(is_default_site=True)
    SiteSettings.objects.update_or_create(site=site, defaults={"parent_name": "Before"})
    address = reverse("draft_settings", args=[release.pk, "home", "sitesettings", site.pk])
    assert address in client.get(reverse("release", args=[release.pk])).content.decode()

    for name in ("Typed", "After"):
        client.post(address, filled_in(client.get(address), parent_name=name))

    assert SiteSettings.objects.get(site=site).parent_name == "Before"
    assert 'value="After"' in client.get(address).content.decode()
    do(client, release, "release")
    assert SiteSettings.objects.get(site=site).parent_name == "After"


def test_drafted_settings_are_previewed_as_the_site_with_them_and_change_nothing(client, tree, release, person):
    site = Site.objects.get(is_default_site=True)
    SiteSettings.objects.update_or_create(site=site, defaults={"parent_name": "Before"})
    address = reverse("draft_settings", args=[release.pk, "home", "sitesettings", site.pk])
    form = client.get(address)
    preview = f"{address}preview/"
    assert preview in form.content.decode()

    answer = client.post(preview, filled_in(form, parent_name="Typed for the release"))

    assert answer.json() == {"is_valid": True, "is_available": True}
    shown_in_french = client.get(f"{preview}?mode=fr")
    assert "Typed for the release" in shown_in_french.content.decode()
    assert parse(shown_in_french).html["lang"] == "fr"
    assert "Typed for the release" not in client.get(tree.home.url).content.decode()
    assert "Typed for the release" not in client.get(address).content.decode()


def test_many_are_put_there_from_the_lists_and_what_is_held_elsewhere_is_said(client, tree, release, person):
    pages, members = [tree.page(), tree.page()], [MemberFactory(live=False)]
    other = editing.create("Other", person)
    editing.add_publication(other, pages[0], person)
    for instances, app, model in ((pages, "wagtailcore", "page"), (members, "members", "member")):
        action = reverse("wagtail_bulk_action", args=[app, model, "put_into_release"])
        query = "&".join(f"id={instance.pk}" for instance in instances)
        assert "Summit" in client.get(f"{action}?{query}").content.decode()
        said = client.post(f"{action}?{query}&next=/admin/", {"release": release.pk}, follow=True)
        assert ("in the release “Other” already" in shown(said)) == (instances is pages)

    assert {item.instance.pk for item in release.items.all()} == {pages[1].pk, members[0].pk}
    assert isinstance(ReleaseItem.objects.of(members[0]).get().instance, Member)


def test_the_editor_of_a_page_says_which_release_holds_it(client, tree, release, person):
    page = tree.page()
    editing.add_publication(release, page, person)

    assert "It is in the release “Summit”" in shown(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    again = client.post(reverse("put_into_release", args=[page.pk]), {"what": "unpublish", "name": "Another"})
    assert "is in the release “Summit” already" in shown(again)
    assert not Release.objects.filter(name="Another").exists()


def test_the_timeline_shows_a_release_and_leads_to_it(client, tree, release, person):
    editing.set_hour(release, in_an_hour(), person)

    page = read(client, reverse("publishing_timeline"))
    assert reverse("release", args=[release.pk]) in [link.get("href") for link in page.find_all("a")]
    publish_at(in_an_hour() + HOUR)
    assert "The release holds nothing." in words(read(client, reverse("publishing_timeline")))


def test_a_choice_between_a_version_and_a_correction_is_offered(client, tree, release, person):
    page = tree.page(title="Before")
    draft_of(page, title="After")
    item = editing.add_publication(release, page, person)
    draft_of(page, title="Corrected").publish()

    assert "corrected since in the same places: Title" in main(read(client, reverse("release", args=[release.pk])))
    do(client, release, "take_over", item=item.pk)
    do(client, release, "release")

    assert now(page).title == "Corrected"


def test_a_release_is_there_for_those_who_may_publish_all_that_it_holds(client, tree, release, person):
    mine, theirs = tree.page(), tree.page()
    item = editing.add_publication(release, theirs, person)
    editing.set_hour(release, in_an_hour(), person)
    publisher = allowed("change", "publish", below=mine)
    own = editing.create("Own", publisher)
    client.force_login(publisher)

    for act in ("release", "hour", "cancel", "undo", "remove"):
        assert do(client, release, act, item=item.pk).status_code == 404
    for name in ("releases", "release_audit", "publishing_timeline"):
        assert "Summit" not in words(read(client, reverse(name)))
    refused = [
        do(client, own, "page", page=theirs.pk, what="unpublish"),
        do(client, own, "page", page=mine.pk, what="move", new_parent=theirs.pk),
        do(client, own, "redirect", old_path="/x", page=mine.pk),
    ]
    assert {answer.redirect_chain[-1][0] for answer in refused} == {reverse("wagtailadmin_home")}
    assert not own.items.exists()
    assert do(client, own, "page", page=mine.pk, what="unpublish").status_code == 200
    assert own.items.get().kind == ItemKind.UNPUBLISH
    assert do(client, own, "nonsense").status_code == do(client, own, "remove", item="x").status_code == 404

    client.force_login(allowed("change", below=mine))
    addresses = [reverse("releases"), reverse("release", args=[own.pk]), reverse("release_audit")]
    assert {client.get(address).status_code for address in addresses} <= {302, 403, 404}
