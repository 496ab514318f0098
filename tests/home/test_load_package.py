"""The data package of a site makes another one that tells the same public facts."""

import datetime
import io
import json

import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command
from wagtail.models import Page, Site

from meetings.models import AgendaItem, AgendaPaper, Deadline, DocumentFile, DocumentRelation, KeyPoint, MeetingPoint
from meetings.models.series import MeetingSeries
from members.models import Body, Member, Suspension
from mme_site.core.models import OtherName, Source
from mme_site.opendata.package.build import ARCHIVE, make_package
from tests.helpers.factories import MeetingSeriesFactory
from tests.helpers.translations import translated

pytestmark = pytest.mark.django_db
# What a site gives its records by itself; a short address is made of the number.
OF_A_SITE = {"number", "short_url", "published", "changed"}


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR, settings.SITE_URL = tmp_path, "http://localhost"


def told(package):
    """Return what a package tells, by its files, without what is a site's own."""
    files = [file for code, _name in project.LANGUAGES for file in (package / code).glob("*.json")]
    return {f"{file.parent.name}/{file.name}": facts_in(json.loads(file.read_text())) for file in files}


def facts_in(value):
    if isinstance(value, dict):
        return {name: facts_in(part) for name, part in value.items() if name not in OF_A_SITE}
    return [facts_in(part) for part in value] if isinstance(value, list) else value


def fill(tree):
    """Put up something of everything that a package tells of."""
    angola = tree.member("Angola", from_date=datetime.date(1976, 1, 1), from_precision="year")
    suspended = {"from_date": datetime.date(2013, 3, 1), "from_precision": "month", "reason": "A coup.", "source": "AU"}
    Suspension.objects.create(member=angola, body=tree.au, has_ended=True, **suspended)
    theme = tree.theme(title="Mobility", slug="mobility")
    summits = MeetingSeriesFactory(name_en="Summits", translations={"fr": {"name": "Sommets"}})
    meeting = tree.meeting(
        title="Luanda summit",
        slug="luanda",
        summary="What came <of> it & why.",
        series=summits,
        number=2,
        host=angola,
        city="Luanda",
        themes=[theme],
        online_url="https://live.example/",
        time_zone="Africa/Luanda",
        start_time=datetime.time(9, 30),
        confidence="medium",
        body=[("paragraph", "<p>One <b>word</b>.</p><p>And another.</p>"), ("heading", {"text": "Then", "level": "2"})],
    )
    locale = {"locale_id": meeting.locale_id}
    earlier = tree.document(title="Earlier", slug="earlier", meeting=meeting, date=meeting.start_date)
    later = tree.document(title="Later", slug="later", symbol="EX.CL/1", discussed_at=[meeting], themes=[theme])
    for kind in ("follows", "supersedes"):
        DocumentRelation.objects.create(document=later, target=tree.document(slug=f"of-{kind}"), kind=kind)
    url = "https://au.int/later.pdf"
    DocumentFile.objects.create(document=later, language="en", url=url, checked_on=datetime.date(2024, 5, 1))
    KeyPoint.objects.create(document=later, text="It says so.", publisher="A paper", place_in_text="§ 4", **locale)
    about = {"meeting": meeting, "publisher": "A paper", **locale}
    MeetingPoint.objects.create(text="Leaders agreed.", confidence="medium", **about)
    MeetingPoint.objects.create(text="They meet again.", about="next-step", led_to=tree.meeting(slug="next"), **about)
    item = AgendaItem.objects.create(meeting=meeting, number="1", title="First", text="<p>Read it.</p>", **locale)
    Deadline.objects.create(
        meeting=meeting, title="Comments", date=meeting.start_date, time=datetime.time(17), **locale
    )
    Deadline.objects.create(meeting=meeting, title="Registration", date=datetime.date(2014, 3, 1), **locale)
    AgendaPaper.objects.create(item=item, document=earlier)
    OtherName.objects.create(page=meeting, name="Sommet de Luanda", language="fr", is_official=True)
    OtherName.objects.create(page=later, name="The later one")
    Source.objects.create(page=meeting, title="A source", url="https://au.int/", says="24 November", disagrees=True)
    tree.home.founding_meeting, tree.home.short_name = meeting, "MME"
    tree.home.save()
    about = tree.page(title="About", slug="about", body=[("paragraph", "<p>Who we are.</p>")])
    glossary = tree.page(title="Glossary", slug="glossary", body=[("paragraph", f"<p>{one}</p>") for one in "AB"])
    tree.page(title="Contact", slug="contact", parent=about)
    translated(meeting, "fr", title="Sommet de Luanda", summary="Ce qui en est <sorti>.")
    for language in ("fr", "pt", "ar"):
        for page in (tree.home, tree.meetings, tree.documents, tree.members, theme, later, about):
            translated(page, language, title=f"{page.title} ({language})")
        parts = [("paragraph", f"<p>{one}</p>") for one in ("A", language, "Ω")]
        translated(glossary, language, title=f"Glossary ({language})", body=parts)


def empty_the_site():
    Site.objects.all().delete()
    Page.objects.filter(depth__gt=1).delete()
    for model in (Member, Body, MeetingSeries):
        model.objects.all().delete()


def test_a_package_tells_the_same_after_it_made_another_site(tree, tmp_path):
    fill(tree)
    before = told(package := make_package())
    empty_the_site()

    call_command("load_package", str(package / ARCHIVE), stdout=io.StringIO())

    after = told(make_package())
    assert {one["words_in"] for one in before["ar/pages.json"]} == {"en", "ar"}
    assert after.keys() == before.keys()
    for name, records in before.items():
        assert {one["id"]: one for one in after[name]} == {one["id"]: one for one in records}, name


def test_nothing_that_the_project_ships_comes_to_such_a_site_by_itself(tree):
    package = make_package()
    empty_the_site()
    call_command("load_package", str(package / ARCHIVE), stdout=io.StringIO())
    pages = Page.objects.count()

    call_command("load_content", languages=[], stdout=io.StringIO())

    assert (Page.objects.count(), Member.objects.count()) == (pages, 0)


def test_a_site_that_has_content_stays_as_it_is(tree):
    with pytest.raises(CommandError, match="has content already"):
        call_command("load_package", str(make_package() / ARCHIVE))


def test_what_is_no_package_loads_nothing(db, tmp_path):
    (tmp_path / "no.zip").write_text("no")

    with pytest.raises(CommandError, match=r"Nothing was loaded\. no\.zip: it is no data package"):
        call_command("load_package", str(tmp_path / "no.zip"))
