"""Brings the catalogues of the shipped content up to date with its words, as makemessages does for the interface."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
from django.core.management.base import BaseCommand
from wagtail.models import Page
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from home.loading.catalogues import FOLDER
from home.loading.meetings import read_places, read_series
from home.loading.members import IN_COLUMNS, read_bodies, read_members
from home.management.commands.load_content import SHIPPED
from mme_site.core.querysets import SITE_ROOT_DEPTH


class Command(BaseCommand):
    help = "Write what the loaded content says into the catalogues of its translations; what is translated stays."

    def handle(self, **_options: Any) -> None:
        places: dict[str, list[str]] = {}
        for page in Page.objects.filter(depth__gte=SITE_ROOT_DEPTH, locale__language_code="en").order_by("path"):
            for text in texts_of(page.specific):
                places.setdefault(text, []).append(page.slug)
        for text, place in texts_of_records():
            places.setdefault(text, []).append(place)
        for path in sorted((SHIPPED / FOLDER).glob("*.po")):
            write(path, places)
            self.stdout.write(f"{path.name}: {polib.pofile(str(path)).percent_translated()} % translated")


def texts_of(page: Page) -> list[str]:
    """Return the pieces of a page that are translated."""
    return [piece.string.data for piece in extract_segments(page) if isinstance(piece, StringSegmentValue)]


def texts_of_records() -> Iterator[tuple[str, str]]:
    """Yield the words of the shipped records that no column of their files translates, each with its row."""
    bodies = read_bodies(SHIPPED, [])
    plain = [*bodies.values(), *read_series(SHIPPED, []).values(), *read_places(SHIPPED, []).values()]
    records = [(record.row.key, [record.instance]) for record in plain]
    for member in read_members(SHIPPED, bodies, []).values():
        records.append((member.row.key, [member.member, *(fact for _relation, fact, _body in member.facts)]))
    for key, parts in records:
        for part in parts:
            for name, field in getattr(part, "translated_fields", {}).items():
                text = getattr(part, field)
                if text and not all(part.own_words(name, code) for code in IN_COLUMNS):
                    yield text, key


def write(path: Path, places: dict[str, list[str]]) -> None:
    """Put these texts into a catalogue, each with the pages on which it stands; drop those that are said no more."""
    catalogue = polib.pofile(str(path))
    known = {entry.msgid: entry for entry in catalogue}
    entries = [known.get(text) or polib.POEntry(msgid=text) for text in places]
    for entry in entries:
        entry.occurrences = [(slug, "") for slug in dict.fromkeys(places[entry.msgid])]
        entry.obsolete = False
    catalogue.clear()
    catalogue.extend(entries)
    catalogue.save()
