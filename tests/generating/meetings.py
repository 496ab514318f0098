"""Meetings that never took place."""

import datetime
import uuid
from dataclasses import dataclass, field

from django.utils import timezone, translation
from django.utils.text import slugify

from meetings.models import AgendaItem, AgendaPaper, Deadline, MeetingPage
from meetings.models.kinds import MeetingKind, MeetingStatus
from mme_site.core.models import OtherName, Source
from tests.generating import words
from tests.generating.rows import New

FIRST_DAY = datetime.date(1990, 1, 1)
DAYS_AHEAD = 365  # how far the meetings reach beyond today
MOST_ITEMS = 6  # of an agenda


@dataclass
class MeetingFacts:
    """What is the same of a meeting in every language."""

    number: int
    kind: str
    day: datetime.date
    days: int
    place: tuple
    host: object
    series: object
    themes: list
    items: int
    status: str
    key: uuid.UUID
    pages: dict = field(default_factory=dict)  # what was stored of it, by language

    @property
    def year(self):
        return self.day.year


def meeting_facts(number, choose, library):
    """Return the facts of a meeting, drawn with `choose`, a random.Random."""
    today = timezone.localdate()
    day = FIRST_DAY + datetime.timedelta(days=choose.randrange((today - FIRST_DAY).days + DAYS_AHEAD))
    place = choose.choice(words.PLACES)
    called_off = choose.random() < 0.02
    settled = MeetingStatus.HELD if day < today else MeetingStatus.CONFIRMED
    return MeetingFacts(
        number=number,
        kind=choose.choice(MeetingKind.values),
        day=day,
        days=choose.choice([1, 1, 2, 2, 3]),
        place=place,
        host=library.members.get(place[1]),
        series=choose.choice(library.series) if choose.random() < 0.8 else None,
        themes=sorted(choose.sample(library.themes, min(len(library.themes), choose.randrange(3)))),
        items=choose.randrange(MOST_ITEMS + 1),
        status=MeetingStatus.CANCELLED if called_off else settled,
        key=uuid.UUID(int=choose.getrandbits(128), version=4),
    )


def meeting(facts, language):
    """Return a meeting in one language; its agenda is stored with it, its papers come after."""
    topic = words.topic(facts.number, language)
    with translation.override(language):
        kind = str(MeetingKind(facts.kind).label)
    page = MeetingPage(
        title=f"{kind}: {topic}, {facts.place[0]} {facts.year}",
        slug=slugify(f"{facts.kind} {words.topic(facts.number, 'en')} {facts.year}"),
        translation_key=facts.key,
        summary=words.paragraph(facts.number, language, sentences=1),
        kind=facts.kind,
        series=facts.series,
        status=facts.status,
        start_date=facts.day,
        end_date=facts.day + datetime.timedelta(days=facts.days - 1),
        start_time=datetime.time(9, 30),
        end_time=datetime.time(17, 0),
        time_zone=facts.place[2],
        city=facts.place[0],
        host=facts.host,
        organisers=" and ".join(words.PARTICIPANTS[:2]),
        participants="\n".join(words.PARTICIPANTS[: 3 + facts.number % 7]),
        checked_on=facts.day if facts.status == MeetingStatus.HELD else None,
        body=words.body(facts.number, language),
        **published(facts.day),
    )
    items = [item(facts, place, language) for place in range(facts.items)]
    lines = {"agenda_items": items, "sources": [New(Source(title=page.organisers, url="https://example.org/"))]}
    if facts.number % 3 == 0:
        due = facts.day - datetime.timedelta(days=21)
        lines["deadlines"] = [New(Deadline(title=words.topic(facts.number, language), date=due))]
    if facts.number % 4 == 0:
        lines["other_names"] = [New(OtherName(name=f"{topic.capitalize()} {facts.year}"))]
    return New(page, lines, {"themes": facts.themes})


def item(facts, place, language):
    """Return one point of the agenda, with its text now and then."""
    number = facts.number + place
    text = f"<p>{words.paragraph(number, language, sentences=1)}</p>" if place % 3 == 0 else ""
    topic = words.topic(number, language)
    return New(AgendaItem(number=str(place + 1), title=topic[0].upper() + topic[1:], date=facts.day, text=text))


def add_papers(new, documents):
    """Let each point of a meeting's agenda be about one of its documents."""
    for one, paper in zip(new.lines["agenda_items"], documents, strict=False):
        one.lines["papers"] = [New(AgendaPaper(document_id=paper))]


def published(day):
    """Return the fields of a page that was published on the day that it is about, or today."""
    moment = min(timezone.make_aware(datetime.datetime.combine(day, datetime.time(12))), timezone.now())
    return {"first_published_at": moment, "last_published_at": moment, "latest_revision_created_at": moment}
