"""Questions that the facts answer: in every language, and never other than what the page says."""

import datetime
import re

import pytest
from bs4 import BeautifulSoup

from meetings.models import MeetingPoint, MeetingSeries
from members.models import Body, MembershipPeriod, Suspension
from tests.helpers.factories import in_languages
from tests.helpers.indexing import bring_up_to_date
from tests.helpers.searching import ask, reindex
from tests.helpers.small_tree import shared_partnership

pytestmark = pytest.mark.django_db
FIGURE = re.compile(r"\d+")


@pytest.fixture(scope="module")
def roll(django_db_setup, django_db_blocker):
    """Morocco, in the AU twice, and Niger, which is suspended; a summit in Luanda. Made once for this module."""
    with shared_partnership(django_db_blocker) as tree:
        yield made_roll(tree)


def made_roll(tree):
    au = Body.objects.get_or_create(code="AU", defaults={"name_en": "African Union"})[0]
    morocco = tree.member("Morocco", member__translations=in_languages(fr="Maroc", pt="Marrocos", ar="المغرب"))
    MembershipPeriod.objects.all().delete()
    day = datetime.date
    MembershipPeriod.objects.create(member=morocco, body=au, from_date=day(1963, 5, 25), until_date=day(1984, 11, 12))
    MembershipPeriod.objects.create(member=morocco, body=au, from_date=day(2017, 1, 31))
    niger = tree.member("Niger", member__translations=in_languages(fr="Niger", pt="Níger", ar="النيجر"))
    Suspension.objects.create(member=niger, body=au, from_date=day(2010, 2, 20), until_date=day(2011, 3, 1))
    Suspension.objects.create(member=niger, body=au, from_date=day(2023, 8, 14))
    summits = MeetingSeries.objects.create(slug="summits", name_en="Africa-EU summits")
    luanda = tree.meeting(
        title="7th AU-EU Summit", kind="summit", number=7, city="Luanda", series=summits,
        start_date=day(2025, 11, 24), end_date=day(2025, 11, 25), status="held",
    )  # fmt: skip
    point = MeetingPoint(meeting=luanda, about="outcome", text="Leaders agreed on 3 things.", publisher="The AU")
    luanda.points.add(point)
    luanda.save()
    bring_up_to_date()
    for item in (morocco, niger, luanda):
        reindex(item)
    return luanda


@pytest.mark.parametrize(
    ("prefix", "question", "said", "address"),
    [
        ("", "when did Morocco join", "31 January 2017", "/morocco/"),
        ("/fr", "quand le Maroc a-t-il adhéré", "31 janvier 2017", "/morocco/"),
        ("/pt", "quando aderiu Marrocos", "2017", "/morocco/"),
        ("/ar", "متى انضم المغرب", "2017", "/morocco/"),
        ("", "which states are suspended", "Niger", "standing=suspended"),
        ("/fr", "quels États sont suspendus", "Niger", "standing=suspended"),
        ("/pt", "que Estados estão suspensos", "Níger", "standing=suspended"),
        ("/ar", "ما هي الدول المعلقة", "النيجر", "standing=suspended"),
        ("", "is Niger suspended", "14 August 2023", "/niger/"),
        ("", "how many members", "2", "/members/"),
        ("/fr", "combien de membres", "2", "/members/"),
        ("/pt", "quantos membros", "2", "/members/"),
        ("/ar", "كم عدد الأعضاء", "2", "/members/"),
        ("", "who was a member in 2010", "31 December 2010", "as_of=2010-12-31"),
        ("", "was Morocco a member in 2000", "was not a member", "as_of=2000-12-31"),
        ("", "when was the 7th summit", "24–25 November 2025", "/meetings/"),
        ("/fr", "où a eu lieu le septième sommet", "Luanda", "/meetings/"),
        ("/pt", "quando foi a 7.ª cimeira", "2025", "/meetings/"),
        ("/ar", "أين عقدت القمة السابعة", "Luanda", "/meetings/"),
        ("", "what was decided in Luanda", "agreed on 3 things", "/meetings/"),
        ("", "was Niger suspended in 2010", "from 20 February 2010 to 1 March 2011", "/niger/"),
        ("/fr", "le Niger était-il suspendu en 2010", "20 février 2010", "/niger/"),
        ("/pt", "o Níger estava suspenso em 2010", "20 de fevereiro de 2010", "/niger/"),
        ("/ar", "هل كانت النيجر معلقة في 2010", "2010", "/niger/"),
        ("", "did Morocco join in 2016", "31 January 2017", "/morocco/"),
        ("", "which states joined after 2016", "Morocco (AU, 31 January 2017)", "what=joined"),
        ("/ar", "كم عضوا في عام 2010", "1", "as_of=2010-12-31"),
    ],
)
def test_a_question_is_answered_from_the_facts_with_the_page_that_says_it(
    client, roll, prefix, question, said, address
):
    answer = ask(client, question, prefix)["answer"]

    assert said in answer["text"]
    assert address in answer["url"]
    page = BeautifulSoup(client.get(answer["url"]).content, "html.parser").get_text(" ")
    assert set(FIGURE.findall(answer["text"])) <= set(FIGURE.findall(page)), "the page says other figures"


@pytest.mark.parametrize(
    "question",
    [
        *["members not in ECOWAS", "when did Atlantis join", "who is Morocco's minister", "Morocco", "Luanda"],
        *["when will the war end", "how many migrants", '"when did Morocco join"', "why was Niger suspended twice"],
        # What is to come, what never was, and a time of which one day would be told.
        *["how many members in 2090", "is Morocco a member in 2090", "when is the 9th summit", "next summit in 2014"],
        *[
            "was Niger suspended in 2014",
            "who was a member in 1900",
            "who is a member since 1970",
            "who was suspended between 2009 and 2024",
        ],
        # The other union, or both; a continent as a place; before and after something.
        *["is Morocco a member of the EU", "هل المغرب عضو في الاتحاد الأوروبي", "which EU states are suspended"],
        *["how many states are members of both unions", "contact EU", "when was the last summit in Europe"],
        *["when was the summit before Luanda", "which states joined before 1963", "which states joined after 2017"],
    ],
)
def test_what_is_not_understood_whole_is_not_answered(client, roll, question):
    assert ask(client, question)["answer"] is None


def test_the_page_shows_the_answer_above_the_results_and_its_page_first(client, roll):
    html = BeautifulSoup(client.get("/search/?q=when+did+Morocco+join").content, "html.parser")

    assert "31 January 2017" in html.select_one("aside.computed").get_text()
    assert html.select_one(".results li a")["href"].endswith("/morocco/")


def test_nothing_is_answered_from_what_is_not_public(client, roll):
    type(roll).objects.filter(pk=roll.pk).update(live=False)

    assert ask(client, "when was the 7th summit")["answer"] is None
