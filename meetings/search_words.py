"""What meetings and documents tell the search beside their own words: places, bodies, themes, numbers."""

import datetime
import re
from collections.abc import Iterable
from typing import Any

from meetings.models.kinds import MeetingKind
from members.models import Body, Member
from mme_site.caching.content_cache import cached
from mme_site.core import clock

# Of two meetings that match alike, people mean the one at the higher level.
WEIGHTS = {MeetingKind.SUMMIT: 0.8, MeetingKind.MINISTERIAL: 0.6, MeetingKind.SENIOR_OFFICIALS: 0.2}
WEIGHT_OF_DOCUMENTS = 0.5
NUMBERED = re.compile(r"\S*\d\S*[\d/)]")  # ISBN, DOI, register numbers: what a source prints to be cited by
OF_UNIONS = {  # what texts that were adopted together name the unions by
    "EU": r"\b(?:EU|Europe|European|Euro|Council|Commission)\b",
    "AU": r"\b(?:AU|AUC|Africa|African|Assembly)\b",
}


def places_of(host: Member | None, date: datetime.date | None) -> dict[str, list[str]]:
    """Return the facets of where something took place."""
    if not host:
        return {}
    return {
        "country": [host.code],
        "region": [host.region],
        "rec": [body.code for body in host.recs_on(date or clock.today())],
    }


def bodies_in(text: str) -> list[str]:
    """Return the codes of the bodies that a text names, by their names, or by those of their parts."""
    found = []
    for body in cached("bodies for the search", lambda: list(Body.objects.order_by("kind", "code"))):
        names = [body.code, *map(str, body.all_names)]
        pattern = OF_UNIONS.get(body.code) or rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)"
        if re.search(pattern, text):
            found.append(body.code)
    return found


def themes_of(page: Any, points: Iterable[Any]) -> list[str]:
    """Return the keys of the themes that a page names, or that its points are about."""
    themes = [*page.themes.all(), *(theme for point in points for theme in point.themes.all())]
    return list(dict.fromkeys(str(theme.translation_key) for theme in themes))


def identifiers_in(texts: Iterable[str]) -> list[str]:
    """Return the numbers and signs that texts are cited by."""
    return list(dict.fromkeys(found for text in texts for found in NUMBERED.findall(text)))
