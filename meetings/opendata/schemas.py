"""What meetings, documents and themes tell other programs."""

import datetime
from typing import Annotated

from django.utils.translation import gettext_noop as _
from pydantic import Field

from mme_site.opendata.schemas import CheckedFacts, Facts, Link, PageFacts, PointFacts


class SeriesFacts(Facts):
    __doc__ = _("The series that a meeting belongs to.")

    slug: str
    name: str
    number: Annotated[int | None, Field(description=_("The number of the meeting in its series."))]


class HostFacts(Facts):
    __doc__ = _("The state that hosted a meeting.")

    code: Annotated[str, Field(description=_("ISO 3166-1 alpha-2; EH stands for the Sahrawi Republic."))]
    slug: str
    name: Annotated[str, Field(description=_("The name that it had on the first day of the meeting."))]


class MeetingPointFacts(PointFacts):
    __doc__ = _("What is known of a meeting, a sentence each.")

    about: Annotated[str, Field(description=_("outcome, agenda, participants, chair or next-step."))]
    led_to: Annotated[Link | None, Field(description=_("Of a next step: the meeting at which it happened."))]


class AgendaFacts(Facts):
    __doc__ = _("One item of an agenda.")

    number: str
    title: str
    text: str
    date: datetime.date | None
    starts_at: datetime.time | None
    papers: list[Link]


class DeadlineFacts(Facts):
    __doc__ = _("What is due before a meeting, and by when.")

    id: Annotated[str, Field(description=_("The same in every language, and wherever the meeting is moved."))]
    title: str
    date: Annotated[datetime.date, Field(description=_("The last day on which it can be done."))]
    time: Annotated[
        datetime.time | None, Field(description=_("In the time zone of the meeting; without an hour, the whole day."))
    ]


class MeetingFacts(CheckedFacts):
    __doc__ = _("A meeting: when, where, what came out of it, and what it adopted.")

    kind: Annotated[str, Field(description=_("Such as summit, ministerial or technical."))]
    kind_name: str
    status: Annotated[str, Field(description=_("planned, confirmed, postponed, cancelled or held."))]
    status_name: str
    series: SeriesFacts | None
    start_date: Annotated[datetime.date | None, Field(description=_("The first day that its precision can mean."))]
    end_date: Annotated[datetime.date | None, Field(description=_("The last day that its precision can mean."))]
    date_precision: Annotated[str, Field(description=_("day, month or year: how much of the date a source states."))]
    start_time: datetime.time | None
    end_time: datetime.time | None
    time_zone: Annotated[str, Field(description=_("The IANA zone of these times."))]
    city: str
    host: HostFacts | None
    venue: str
    online_url: str
    organisers: str
    participants: str
    motto: str
    themes: list[Link]
    outcomes: Annotated[list[MeetingPointFacts], Field(description=_("What came out of it."))]
    points: Annotated[list[MeetingPointFacts], Field(description=_("What else is known of it."))]
    deadlines: Annotated[list[DeadlineFacts], Field(description=_("The earliest first."))]
    agenda: list[AgendaFacts]
    documents: Annotated[list[Link], Field(description=_("The documents that it adopted or that report it."))]


class FileFacts(Facts):
    __doc__ = _("A document in one language and format: a file held here, an address elsewhere, or neither.")

    language: Annotated[str, Field(description=_("ISO 639-1 code."))]
    format: Annotated[str, Field(description=_("Such as PDF, of a file that is held here."))]
    url: str
    is_held_here: bool
    size: Annotated[int | None, Field(description=_("Bytes, of a file that is held here."))]
    sha256: Annotated[str, Field(description=_("SHA-256 of the bytes, in hexadecimal, of a file that is held here."))]
    pages: int | None
    publisher: str
    is_official: bool
    holds: Annotated[str, Field(description=_("text: the document itself. about: a page that tells of it."))]
    checked_on: Annotated[datetime.date | None, Field(description=_("When the address was last opened."))]


class RelationFacts(Facts):
    __doc__ = _("How a document stands to an earlier or a later one.")

    kind: Annotated[
        str,
        Field(description=_("supersedes, corrects, follows or carries-out; with -by of a later document.")),
    ]
    document: Link


class KeyPointFacts(PointFacts):
    __doc__ = _("What a document says.")

    place_in_text: str


class DocumentFacts(CheckedFacts):
    __doc__ = _("One work, with a file or an address for each language and format.")

    kind: Annotated[str, Field(description=_("Such as declaration, action-plan or report."))]
    kind_name: str
    symbol: Annotated[str, Field(description=_("As it is printed, such as COM(2011) 743 final."))]
    date: Annotated[datetime.date | None, Field(description=_("The first day that its precision can mean."))]
    date_precision: Annotated[str, Field(description=_("day, month or year: how much of the date a source states."))]
    date_kind: Annotated[str, Field(description=_("What happened on that date: adopted or published."))]
    place: str
    body_responsible: Annotated[str, Field(description=_("Who adopted or published it."))]
    adopters: str
    follow_up: str
    is_not_found: Annotated[bool, Field(description=_("True where its text was looked for and not found online."))]
    meeting: Annotated[Link | None, Field(description=_("Where it was adopted, or which it reports."))]
    discussed_at: list[Link]
    themes: list[Link]
    key_points: list[KeyPointFacts]
    files: list[FileFacts]
    relations: list[RelationFacts]


class ThemeFacts(PageFacts):
    __doc__ = _("What the partnership works on; a theme may stand below another one.")

    above: Annotated[Link | None, Field(description=_("The theme that this one is a question of."))]
    meetings: Annotated[int, Field(description=_("How many public meetings name it."))]
    documents: Annotated[int, Field(description=_("How many public documents name it."))]
