"""A link shows the whole site as it will be at a moment, to whoever has it, and nothing of it to anybody else."""

import datetime
import hashlib

import pytest
from django.core import mail
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from mme_site.caching import content_cache
from mme_site.caching.models import ContentVersion
from mme_site.core import clock, time_zones
from mme_site.editorial.sharing.models import SitePreview
from mme_site.files.pictures import filters
from mme_site.files.tasks import make_renditions
from mme_site.publishing.models import Schedule
from mme_site.publishing.releases import editing
from mme_site.publishing.site_at import postgresql, sqlite
from mme_site.tasks.models import OutboxTask
from tests.helpers.people import allowed
from tests.helpers.reading import main, parse, read, words
from tests.helpers.scheduling import HOUR, at, expiring, in_an_hour, linked, publish_at, schedule
from tests.helpers.uploads import saved_document, saved_image, using
from tests.publishing.releases.test_releases import draft_of, now

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("copies")]
DAY = datetime.timedelta(days=1)


def band(page):
    return words(page.select_one(".site-preview"))


# What it shows


def test_everything_until_then_is_there_in_lists_menus_search_and_feeds(client, tree, preview):
    meeting = tree.meeting(title="Tripoli summit", live=False, slug="tripoli")
    page = tree.page(title="Before", body=linked(meeting))
    changed, gone = tree.page(title="Old words"), tree.page(title="To come down", slug="gone")
    schedule(meeting, in_an_hour())
    schedule(changed, in_an_hour(), title="New words")
    expiring(gone, in_an_hour() + HOUR)
    see = preview(in_an_hour() + DAY)

    assert "Tripoli summit" in main(read(client, see(tree.meetings.url)))
    assert "Tripoli summit" in words(read(client, see(meeting.url)))
    assert words(read(client, see(changed.url)).h1) == "New words"
    assert client.get(see(gone.url)).status_code == 404
    found = read(client, see("/search/?q=tripoli"))
    assert "Tripoli summit" in main(found)
    feed = client.get(see(f"{tree.meetings.url}feed.atom")).content.decode()
    assert "Tripoli summit" in feed
    assert f'href="http://localhost{see(meeting.url)}"' in feed
    link = read(client, see(page.url)).find("a", string="there")
    assert link["href"] == see(meeting.url)


def test_that_day_is_today(client, tree, preview):
    soon = timezone.localdate() + 3 * DAY
    meeting = tree.meeting(title="In three days", start_date=soon, end_date=soon)
    upcoming = parse(client.get(tree.meetings.url))
    later = read(client, preview(timezone.now() + 30 * DAY)(tree.meetings.url))

    assert "In three days" in words(upcoming.find(attrs={"aria-labelledby": "upcoming"}) or upcoming.main)
    assert main(later) != main(upcoming)
    assert clock.today() == timezone.localdate()
    assert now(meeting).live


def test_each_page_says_when_it_is_and_what_differs_also_what_cannot_be_done(client, tree, preview):
    draft = tree.page(live=False, title="Above")
    below = tree.page(parent=draft, live=False, title="Below")
    changed = tree.page(title="Changed")
    schedule(below, in_an_hour())
    schedule(changed, in_an_hour())
    moment = in_an_hour() + DAY
    see = preview(moment)

    page = read(client, see())
    assert "The site as it will be" in band(page)
    assert str(timezone.localtime(moment).year) in band(page)
    assert "2 things differ from now" in band(page)
    assert "Below : it cannot be done. The page above it, “Above”, is not live." in band(page)
    assert page.select_one(".site-preview").find("a", string="Changed")["href"] == see(changed.url)
    assert "The site as it will be" in words(parse(client.get(see("/no-such-page/"))))


def test_files_and_pictures_that_are_public_by_then_open_there_and_nowhere_else(client, tree, preview):
    file, picture = saved_document(), saved_image()
    make_renditions.call(picture.pk)
    page = tree.page(live=False, body=using(file, picture))
    schedule(page, in_an_hour())
    see = preview(in_an_hour() + HOUR)

    shown = read(client, see(page.url))
    addresses = [shown.find("a", string="the file")["href"], shown.select_one("picture img")["src"]]
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    assert all(address.startswith(see("/")) for address in addresses)
    assert [client.get("/" + address.removeprefix(see("/"))).status_code for address in addresses] == [404, 404]


def test_a_picture_of_which_not_all_sizes_are_made_is_shown_in_those_that_are(client, tree, preview):
    picture = saved_image()
    page = tree.page(live=False, body=using(saved_document(), picture))
    schedule(page, in_an_hour())
    assert not read(client, preview(in_an_hour() + HOUR)(page.url)).select("picture")

    picture.get_rendition(filters(picture)[0])
    shown = read(client, preview(in_an_hour() + HOUR)(page.url)).select_one("picture img")
    assert client.get(shown["src"]).status_code == 200
    assert picture.renditions.count() == 1


def test_a_release_is_seen_at_its_hour_and_one_without_an_hour_as_if_it_were_released(client, tree, preview, person):
    page, target = tree.page(title="Before"), tree.page(title="Target")
    draft_of(page, title="After")
    release = editing.create("Summit", person)
    editing.add_publication(release, page, person)
    editing.add_redirect(release, "/summit/", None, person, page=target)
    see = preview(release=release)

    shown = read(client, see(page.url))
    assert words(shown.h1) == "After"
    assert "with the release “Summit”" in band(shown)
    moved = client.get(see("/summit/"))
    assert moved.status_code in (301, 302)
    assert moved["Location"].endswith(see(target.url))

    editing.set_hour(release, in_an_hour(), person)
    assert words(read(client, see(page.url)).h1) == "After"
    assert words(read(client, preview(in_an_hour() + HOUR)(page.url)).h1) == "After"
    assert words(read(client, preview(in_an_hour() - HOUR / 2)(page.url)).h1) == "Before"
    assert now(page).title == "Before"


def test_it_is_what_the_publisher_will_make(client, tree, preview):
    page = tree.page(title="Before")
    schedule(page, in_an_hour(), title="After")
    there = main(read(client, preview(in_an_hour() + HOUR)(page.url)))

    publish_at(in_an_hour())

    with at(in_an_hour() + HOUR):
        assert main(read(client, page.url)) == there


def test_it_is_made_anew_when_something_changes(client, tree, preview):
    page = tree.page(title="Before")
    revision = schedule(page, in_an_hour(), title="After")
    see = preview(in_an_hour() + HOUR)
    assert words(read(client, see(page.url)).h1) == "After"

    revision.refresh_from_db()
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    assert words(read(client, see(page.url)).h1) == "Before"

    other = tree.page(title="Corrected meanwhile")
    assert words(read(client, see(other.url)).h1) == "Corrected meanwhile"


# What it leaves


def dump():
    """Return what the database holds, by table."""
    with connection.cursor() as cursor:
        tables = sorted(connection.introspection.table_names(cursor))
        found = {}
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = hashlib.sha256(repr(sorted(map(repr, cursor.fetchall()))).encode()).hexdigest()
    return found


def test_a_walk_leaves_nothing_in_the_database_the_caches_the_index_and_the_outbox(client, tree, preview, settings):
    meeting, page = tree.meeting(title="Tripoli summit", live=False), tree.page(title="Before")
    schedule(meeting, in_an_hour(), in_an_hour() + HOUR)
    schedule(page, in_an_hour(), title="Under embargo")
    see = preview(in_an_hour() + HOUR / 2)
    read(client, page.url)
    before, kept = dump(), (dict(content_cache._public.values), dict(content_cache._public.texts))
    mail.outbox.clear()
    files = set(settings.MEDIA_ROOT.rglob("*")) if settings.MEDIA_ROOT.exists() else set()

    for path in ("/", page.url, meeting.url, tree.meetings.url, "/search/?q=tripoli", "/fr/", "/ar/", "/sitemap.xml"):
        assert client.get(see(path)).status_code == 200

    assert dump() == before
    assert (content_cache._public.values, content_cache._public.texts) == kept
    assert not mail.outbox
    assert not OutboxTask.objects.filter(calls__icontains="embargo").exists()
    assert "Under embargo" not in client.get(page.url).content.decode()
    assert client.get(meeting.url).status_code == 404
    assert "Tripoli summit" not in main(read(client, "/search/?q=tripoli"))
    assert (set(settings.MEDIA_ROOT.rglob("*")) if settings.MEDIA_ROOT.exists() else set()) == files
    assert Schedule.objects.open().count() == 2


def test_what_all_its_pages_need_is_read_once_and_anew_when_something_changes(client, tree, preview, monkeypatch):
    meeting = tree.meeting(title="Before")
    schedule(meeting, in_an_hour(), title="After")
    see, execute, asked = preview(in_an_hour() + HOUR), CursorWrapper.execute, []
    assert "After" in main(read(client, see(tree.meetings.url)))  # by then the site at that hour has been made
    sqlite.content_cache_of.cache_clear()
    for _key, overlay in postgresql._overlays.values():
        overlay.content_cache.clear()

    def statements():
        asked.clear()
        assert "After" in main(read(client, see(tree.meetings.url)))
        return len(asked)

    monkeypatch.setattr(CursorWrapper, "execute", lambda *args: asked.append(args[1]) or execute(*args))
    assert statements() > 1.5 * statements()
    tree.meeting(title="Put up since")
    ContentVersion.objects.update(number=F("number") + 1)  # as each commit does; a test is one transaction
    assert "Put up since" in main(read(client, see(tree.meetings.url)))


def test_nobody_keeps_it_and_no_search_engine_lists_it(client, tree, preview):
    see = preview(in_an_hour())
    for path in ("/", "/search/?q=x", "/no-such-page/", "/admin/"):
        headers = client.get(see(path), HTTP_X_PAGE_CACHE="ask").headers
        assert headers["Cache-Control"] == "private, no-store"
        assert headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "X-Page-Cache" not in headers
    assert client.post(see()).status_code == 405


# To whom


def test_without_the_link_there_is_nothing_and_one_that_is_over_says_so(client, tree, preview, person):
    page = tree.page(live=False, title="Under embargo")
    schedule(page, in_an_hour() + DAY)
    see = preview(in_an_hour() + 3 * DAY, days=1)
    link = SitePreview.objects.get()
    assert client.get(reverse("previewed_site", args=["x" * 43, ""])).status_code == 404
    assert client.get(page.url).status_code == 404
    assert client.get(see(page.url)).status_code == 200

    with at(timezone.now() + 2 * DAY):
        over = client.get(see(page.url))
        assert over.status_code == 410
        assert "Ask whoever gave it to you" in words(parse(over))
    with at(link.moment + HOUR):
        assert "The moment that it showed has come" in words(parse(client.get(see())))
    link.end(link.made_by)
    assert client.get(see(page.url)).status_code == 410
    link.ended_at = None
    link.save()
    person.is_active = False
    person.save()
    assert client.get(see(page.url)).status_code == 410


def test_who_makes_it_shows_no_more_than_may_be_seen_by_that_person(client, tree, preview):
    mine, theirs = tree.page(title="Mine"), tree.page(title="Theirs")
    schedule(mine, in_an_hour(), title="Mine, changed")
    schedule(theirs, in_an_hour(), title="Theirs, under embargo")
    see = preview(in_an_hour() + HOUR, user=allowed("change", below=mine))

    assert words(read(client, see(mine.url)).h1) == "Mine, changed"
    page = read(client, see(theirs.url))
    assert words(page.h1) == "Theirs"
    assert "embargo" not in words(page)


def test_who_is_signed_in_is_a_stranger_there_and_the_admin_is_no_part_of_it(client, tree, preview, person):
    see = preview(in_an_hour())
    stranger = words(read(client, see()))
    client.force_login(person)

    assert words(read(client, see())) == stranger
    for path in ("/admin/", "/preview/x/", "/metrics", "/data/package/datapackage.json"):
        refused = client.get(see(path))
        assert refused.status_code == 404
        assert "Not part of the preview" in words(parse(refused))


# The admin


def test_a_link_is_made_opened_and_ended(client, tree, person):
    client.force_login(person)
    page = tree.page(title="Before")
    schedule(page, in_an_hour(), title="After")
    address = reverse("preview_site")
    typed = time_zones.format_typed(timezone.localtime(in_an_hour() + HOUR))
    assert "not both" in words(parse(client.post(address, {"days": 7})))
    assert "has passed" in words(parse(client.post(address, {"days": 7, "moment": "2020-01-01 10:00"})))

    made = parse(client.post(address, {"days": 1, "moment": typed}))
    secret = made.find(id="address")["value"]
    client.logout()
    path = secret[secret.index("/preview/") :]
    assert words(read(client, f"{path}{page.url.lstrip('/')}").h1) == "After"
    assert secret.rpartition("preview/")[2].strip("/") not in str(SitePreview.objects.values())

    client.force_login(person)
    assert "The link no longer works" in words(
        parse(client.post(address, {"end": SitePreview.objects.get().pk}, follow=True))
    )
    assert client.get(path).status_code == 410
    assert client.post(address, {"end": "x"}).status_code == 404
    client.force_login(allowed("lock", below=page))
    assert client.get(address).status_code in (302, 403)


def test_a_release_leads_to_its_preview(client, tree, person):
    client.force_login(person)
    release = editing.create("Summit", person)
    shown = client.get(reverse("release", args=[release.pk])).content.decode()
    address = f"{reverse('preview_site')}?release={release.pk}"
    assert address in shown
    form = parse(client.get(address))
    assert form.select_one("#id_release option[selected]")["value"] == str(release.pk)
    client.post(reverse("preview_site"), {"days": 1, "release": release.pk})
    assert SitePreview.objects.get().release == release
    assert not Redirect.objects.exists()
