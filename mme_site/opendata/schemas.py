"""The facts that every kind of record has in common, as the API, the data package and the JSON schemas give them.

The descriptions are the data dictionary: they stand in the schemas, and on the page for developers.
"""

import datetime
from typing import Annotated

from django.utils.translation import gettext_noop as _
from pydantic import BaseModel, ConfigDict, Field


class Facts(BaseModel):
    """Something that is told of; what is not known is null, or an empty text or list."""

    model_config = ConfigDict(extra="forbid")


class Link(Facts):
    __doc__ = _("A public page of the site.")

    number: Annotated[int, Field(description=_("Its number, which never changes: the one in its short address."))]
    slug: Annotated[str, Field(description=_("The last part of its address, by which lists are filtered."))]
    title: Annotated[str, Field(description=_("Its title, in the language asked for where it is translated."))]
    url: Annotated[str, Field(description=_("Its address."))]


class SourceFacts(Facts):
    __doc__ = _("A source of what a page states.")

    title: str
    url: str
    says: Annotated[str, Field(description=_("What the source says, in its own words."))]
    disagrees: Annotated[bool, Field(description=_("True where the source says something else than the page."))]
    checked_on: Annotated[datetime.date | None, Field(description=_("When it was read."))]


class NameFacts(Facts):
    __doc__ = _("Another name of a meeting or document, as it was printed.")

    name: str
    language: Annotated[str, Field(description=_("ISO 639-1 code; empty where it is not known."))]
    is_official: bool


class PointFacts(Facts):
    """A sentence with its own source."""

    text: str
    source: Annotated[str, Field(description=_("Who says so."))]
    source_url: str
    confidence: Annotated[str, Field(description=_("'high': found in a source. 'medium': reported."))]
    themes: Annotated[list[str], Field(description=_("Slugs of the themes that it is about."))]


class RecordFacts(Facts):
    """What every record tells."""

    id: Annotated[str, Field(description=_("A URN that is the record's for ever, on every copy of the site."))]
    number: Annotated[int, Field(description=_("The number in its short address."))]
    url: Annotated[str, Field(description=_("The address of its page in the language of this record."))]
    short_url: Annotated[str, Field(description=_("A short address that never changes; empty where it has none."))]
    language: Annotated[str, Field(description=_("The language that was asked for (ISO 639-1)."))]
    words_in: Annotated[str, Field(description=_("The language of its words: another where it is not translated."))]
    title: str
    slug: Annotated[str, Field(description=_("The last part of its address, by which lists are filtered."))]
    summary: str
    published: Annotated[datetime.datetime | None, Field(description=_("When it was first published."))]
    changed: Annotated[datetime.datetime | None, Field(description=_("When it was last changed."))]


class PageFacts(RecordFacts):
    """A page with its sources."""

    text: Annotated[
        str,
        Field(description=_("The text of the page without its form; paragraphs are a blank line apart.")),
    ]
    sources: list[SourceFacts]


class CheckedFacts(PageFacts):
    """A page of facts that says how sure they are."""

    other_names: list[NameFacts]
    checked_on: Annotated[datetime.date | None, Field(description=_("When its facts were last checked."))]
    confidence: Annotated[str, Field(description=_("'high': found in a source. 'medium': partly inferred."))]
    note: Annotated[str, Field(description=_("What readers should know about how sure this is."))]
