"""Header and footer: menus of two levels, the notice, and nothing that is not public."""

import json

import pytest
from django.utils import timezone
from wagtail.blocks import StructBlockValidationError
from wagtail.models import Locale
from wagtail.rich_text import RichText

from home.blocks import NoticeBlock
from home.models import SiteSettings
from home.operator_rule import operator_unnamed
from mme_site.pages.validation.subject import Subject
from tests.helpers.factories import hide
from tests.helpers.reading import main, parse, read, words
from tests.helpers.scheduling import HOUR, SECOND, at, in_an_hour

pytestmark = pytest.mark.django_db


@pytest.fixture
def frame(tree):
    """Save what header and footer show: `frame(menu=[…], notice="…")`."""

    def save(**fields):
        saved = SiteSettings.for_site(tree.site)
        for name, value in fields.items():
            setattr(saved, name, value)
        saved.save()
        return saved

    return save


def link(page=None, text="", url="", below=None):
    """Return one link of the settings; an entry of the menu where something stands below it."""
    return {"page": page, "text": text, "url": url} | ({} if below is None else {"below": below})


def menu(page):
    """Return the main menu: the words of each entry with those of the entries below it."""
    return [
        (words(entry.a), [words(lower) for lower in entry.select("details a")])
        for entry in page.select("nav.menu > ul > li")
    ]


# The menu


def test_a_menu_has_two_levels(client, tree, frame):
    about = tree.page(title="About")
    frame(menu=[("entry", link(tree.meetings, below=[link(about), link(text="IOM", url="https://www.iom.int/")]))])

    assert menu(read(client, tree.home.url)) == [("Meetings", ["About", "IOM"])]


@pytest.mark.parametrize("stored", [lambda link: link, lambda link: {"type": "item", "value": link, "id": "1"}])
def test_a_menu_is_read_in_both_forms_in_which_it_can_be_stored(client, tree, frame, stored):
    below = [stored({"page": tree.documents.pk}), stored({"url": "https://www.iom.int/", "text": "IOM"})]
    frame(menu=json.dumps([{"type": "entry", "value": {"page": tree.meetings.pk, "below": below}}]))

    assert menu(read(client, tree.home.url)) == [("Meetings", ["Documents", "IOM"])]


def test_an_entry_has_the_words_of_the_editor_else_the_title_of_its_page(client, tree, frame):
    frame(menu=[("entry", link(tree.meetings)), ("entry", link(tree.documents, "Texts"))])

    assert menu(read(client, tree.home.url)) == [("Meetings", []), ("Texts", [])]


def test_without_a_menu_the_pages_that_are_marked_for_menus_are_shown(client, tree):
    tree.page(title="About", show_in_menus=True)
    tree.page(title="Privacy")

    assert menu(read(client, tree.home.url)) == [("About", [])]


def test_a_page_that_is_marked_for_menus_and_not_public_is_not_shown(client, tree):
    tree.page(title="Draft", live=False, show_in_menus=True)
    hide(tree.page(title="Private", show_in_menus=True))

    assert menu(read(client, tree.home.url)) == []


@pytest.mark.parametrize("stream", ["menu", "parent_menu", "footer_links"])
@pytest.mark.parametrize("how", ["unpublished", "private", "below a private page", "deleted"])
def test_a_page_that_is_not_public_is_in_no_menu(client, tree, frame, stream, how):
    above = tree.page(title="Above")
    page = tree.page(title="Not public", parent=above)
    frame(parent_name="Partnership", **{stream: [("entry" if stream == "menu" else "link", link(page))]})
    if how == "unpublished":
        page.unpublish()
    elif how == "deleted":
        page.delete()
    else:
        hide(page if how == "private" else above)

    assert "Not public" not in words(read(client, tree.home.url))


def test_a_page_that_is_not_public_is_left_out_of_the_second_level(client, tree, frame):
    draft = tree.page(title="Draft", live=False)
    frame(menu=[("entry", link(tree.meetings, below=[link(draft), link(tree.documents)]))])

    assert menu(read(client, tree.home.url)) == [("Meetings", ["Documents"])]


def test_an_entry_that_is_not_public_takes_those_below_it_away(client, tree, frame):
    draft = tree.page(title="Draft", live=False)
    frame(menu=[("entry", link(draft, below=[link(tree.documents)])), ("entry", link(tree.meetings, below=[]))])

    assert menu(read(client, tree.home.url)) == [("Meetings", [])]


def test_the_menu_marks_where_the_reader_is(client, tree, frame):
    frame(menu=[("entry", link(page, below=[])) for page in (tree.home, tree.meetings, tree.documents)])

    current = read(client, tree.meeting().url).select("nav.menu [aria-current]")

    assert [words(entry) for entry in current] == ["Meetings"]


def test_the_menu_of_an_editor_who_signed_in_shows_no_more_than_that_of_a_visitor(admin_client, tree, frame):
    frame(menu=[("entry", link(tree.page(title="Draft", live=False), below=[])), ("entry", link(tree.meetings))])

    assert menu(read(admin_client, tree.home.url)) == [("Meetings", [])]


# Above the header, the notice and the footer


def test_the_menu_of_the_parent_organisation_stands_above_the_header(client, tree, frame):
    frame(
        parent_name="Africa-EU Partnership",
        parent_menu=[("link", link(text="Home", url="https://africa-eu-partnership.org/"))],
    )

    above = read(client, tree.home.url).select_one(".parent")

    assert words(above) == "Africa-EU Partnership Home"
    assert above.a["href"] == "https://africa-eu-partnership.org/"
    assert above.find_next("header", class_="site")


def test_without_a_parent_organisation_nothing_stands_above_the_header(client, tree):
    assert read(client, tree.home.url).select_one(".parent") is None


def test_a_notice_is_shown_on_every_page_until_it_is_emptied(client, tree, frame):
    frame(notice="<p>The site moves <b>today</b>.</p>")
    shown = [words(read(client, page.url).select_one(".notice")) for page in (tree.home, tree.meetings)]
    frame(notice="")

    assert shown == ["The site moves today ."] * 2
    assert read(client, tree.home.url).select_one(".notice") is None


def test_the_notice_is_rendered_as_the_editor_wrote_it(client, tree, frame):
    frame(notice=f'<p><a linktype="page" id="{tree.documents.pk}">Read on</a></p>')

    assert read(client, tree.home.url).select_one(".notice a")["href"] == tree.documents.url


def test_the_footer_shows_its_links_and_its_text(client, tree, frame):
    frame(footer_links=[("link", link(tree.page(title="Privacy")))], footer_text="<p>Hosted by IOM.</p>")

    footer = read(client, tree.home.url).footer

    assert [words(entry) for entry in footer.select("nav a")] == ["Privacy"]
    assert words(footer).endswith("Hosted by IOM.")


def test_the_frame_names_the_partnership(client, tree):
    page = read(client, tree.meetings.url)

    assert words(page.select_one(".brand strong")) == "MME"
    assert words(page.title) == "Meetings – MME"
    assert words(page.footer).startswith(tree.home.title)


# Where the reader is


def test_breadcrumbs_lead_from_the_overview_to_the_page_above(client, tree):
    crumbs = read(client, tree.meeting().url).select(".breadcrumbs a")

    assert [(words(crumb), crumb["href"]) for crumb in crumbs] == [("Overview", "/"), ("Meetings", "/meetings/")]


def test_the_overview_has_no_breadcrumbs(client, tree):
    assert read(client, tree.home.url).select_one(".breadcrumbs") is None


def test_breadcrumbs_name_no_page_that_is_not_public(client, tree):
    above = tree.page(title="Withdrawn")
    below = tree.page(title="Below", parent=above)
    above.unpublish()

    page = read(client, below.url)

    assert "Withdrawn" not in main(page)


def test_a_page_names_its_own_address_as_the_canonical_one(client, tree):
    meeting = tree.meeting(slug="summit-4")

    canonical = read(client, f"{meeting.url}?utm_source=mail").select_one("link[rel=canonical]")["href"]

    assert canonical == "http://localhost/meetings/summit-4/"


def test_a_page_of_text_lists_the_pages_below_it(client, tree):
    about = tree.page(title="About")
    tree.page(title="Who we are", parent=about, summary="In short.")

    assert "Who we are – In short." in main(read(client, about.url))


# In the reader's language


@pytest.fixture
def in_french(tree):
    """Translate a page below the overview into French: `in_french(page)` publishes the version."""
    french = Locale.objects.create(language_code="fr")
    home = tree.home.copy_for_translation(french)
    home.title, home.short_name, home.slug = "Partenariat", "MME (fr)", "mme-fr"
    home.save_revision().publish()

    def translate(page, title, live=True):
        version = page.copy_for_translation(french)
        version.title = title
        revision = version.save_revision()
        if live:
            revision.publish()
        return version

    return translate


def test_the_frame_is_in_the_language_of_the_reader(client, tree, in_french):
    page = read(client, "/fr/")

    assert words(page.select_one(".brand strong")) == "MME (fr)"
    assert words(page.footer).startswith("Partenariat")


def test_a_menu_leads_to_the_version_in_the_language_of_the_reader(client, tree, frame, in_french):
    about = tree.page(title="About", slug="about")
    in_french(about, "À propos")
    frame(menu=[("entry", link(about))])

    entry = read(client, "/fr/").select_one("nav.menu a")

    assert (words(entry), entry["href"]) == ("À propos", "/fr/about/")
    assert menu(read(client, "/")) == [("About", [])]


def test_a_menu_leads_to_the_page_that_was_chosen_where_its_version_is_not_public(client, tree, frame, in_french):
    about = tree.page(title="About", slug="about")
    in_french(about, "À propos", live=False)
    frame(menu=[("entry", link(about))])

    assert menu(read(client, "/fr/")) == [("About", [])]


def test_a_page_names_its_versions_in_other_languages(client, tree, in_french):
    about = tree.page(title="About", slug="about")
    in_french(about, "À propos")

    page = read(client, "/about/")

    assert [(words(version), version["href"]) for version in page.select(".languages a")] == [
        ("français", "/fr/about/"),
        ("Português", "/pt/about/"),
        ("العربيّة", "/ar/about/"),
    ]
    assert {version["hreflang"]: version["href"] for version in page.select("link[rel=alternate][hreflang]")} == {
        "en": "http://localhost/about/",
        "fr": "http://localhost/fr/about/",
    }


def test_a_version_that_is_not_public_is_not_named(client, tree, in_french):
    about = tree.page(title="About", slug="about")
    in_french(about, "À propos", live=False)

    page = read(client, "/about/")

    assert "not been translated" in words(page.select_one(".languages a[hreflang=fr]").parent)
    assert page.select("link[rel=alternate][hreflang]") == []


def test_a_page_says_its_language_and_direction(client, tree):
    Locale.objects.create(language_code="ar")

    page = read(client, "/ar/search/")

    assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")


def page_for_messages(tree):
    return tree.page(title="Privacy", body=[{"type": "operator", "value": None}])


def test_a_page_names_the_address_that_the_settings_hold(client, tree, frame):
    frame(operator_name="The Secretariat", operator_email="site@example.org", answered_within=15)

    page = read(client, page_for_messages(tree).url)

    assert words(page.select_one(".note")) == (
        "Write to The Secretariat: site@example.org You will get an answer within 15 days."
    )
    assert page.select_one(".note a")["href"] == "mailto:site@example.org"


def test_without_an_address_readers_are_told_whom_to_ask_and_editors_are_reminded(client, tree, frame):
    page = page_for_messages(tree)

    assert "can be reached through their own public pages" in main(read(client, page.url))
    assert ["Who runs this site" in problem.text for problem in operator_unnamed(Subject(page))] == [True]

    frame(operator_email="site@example.org")

    assert list(operator_unnamed(Subject(page))) == []


# Notices of a language and a time


def notice(text, language="", begins_at=None, ends_at=None):
    return ("notice", {"text": text, "language": language, "begins_at": begins_at, "ends_at": ends_at})


def shown_at(client, moment, url="/"):
    with at(moment):
        return [words(one) for one in read(client, url).select("aside.notice")]


def test_a_notice_is_shown_from_its_begin_to_its_end_and_to_those_of_its_language(client, tree, frame):
    hour = in_an_hour()
    frame(
        notices=[
            notice("<p>Closed</p>", ends_at=hour, begins_at=hour - HOUR / 2),
            notice("<p>Fermé</p>", "fr"),
            notice("<p>Open again</p>", "en", begins_at=hour),
        ]
    )

    assert shown_at(client, hour - HOUR) == []
    assert shown_at(client, hour - SECOND) == ["Closed"]
    assert shown_at(client, hour) == ["Open again"]
    assert shown_at(client, hour - SECOND, "/fr/") == ["Closed", "Fermé"]
    assert shown_at(client, hour, "/fr/") == ["Fermé"]


def test_no_cache_keeps_a_page_beyond_the_begin_or_the_end_of_a_notice(client, tree, frame, settings):
    settings.SHARED_CACHE_SECONDS = 600
    now = timezone.now().replace(microsecond=0, hour=12)
    frame(notices=[notice("<p>Soon</p>", begins_at=now + 60 * SECOND, ends_at=now + 100 * SECOND)])

    def kept(moment):
        with at(moment):
            return client.get("/").page_lifetime

    lifetimes = [kept(now), kept(now + 60 * SECOND), kept(now + 100 * SECOND)]

    assert [lifetime.shared_seconds for lifetime in lifetimes[:2]] == [30, 20]
    assert [lifetime.until + lifetime.shared_seconds * SECOND for lifetime in lifetimes[:2]] == [
        now + 60 * SECOND,
        now + 100 * SECOND,
    ]
    assert lifetimes[2].shared_seconds == 600


def test_a_notice_that_ends_before_it_begins_is_refused():
    block, now = NoticeBlock(), timezone.now()

    with pytest.raises(StructBlockValidationError):
        block.clean(block.normalize({"text": RichText("<p>No</p>"), "begins_at": now, "ends_at": now}))


def test_header_footer_and_notices_are_previewed_as_typed_and_nothing_of_it_is_kept(client, tree, frame):
    typed = frame(notice="<p>Stored</p>")
    typed.notice, typed.notices = "<p>Typed</p>", [notice("<p>À venir</p>", "fr", begins_at=in_an_hour())]

    def previewed(language):
        page = parse(typed.make_preview_request(None, language))
        return [words(one) for one in page.select("aside.notice")], page.html["lang"]

    assert previewed("en") == (["Typed"], "en")
    assert previewed("fr") == (["Typed", "À venir"], "fr")
    assert shown_at(client, in_an_hour()) == ["Stored"]
