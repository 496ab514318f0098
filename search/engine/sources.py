"""What a process knows of the sources, for as long as the content version is the same.

Which texts match a question the database says, by the keys of their sources. Whose they are,
who may read them, and which facets and date they have, is read here when the first question
after a change of the content finds them, and not joined to every question again: that would
be most of its time. A source is never changed: what is indexed anew has a new key.
"""

from collections.abc import Collection

from search import fulltext
from search.engine.queries import Condition, fetch
from search.models import TextSource

MOST_ASKED = 5_000  # sources that are asked for by their keys; of more, all are read
HIDDEN, FAR, NEAR = 0, 1, 2  # HIDDEN also stands for the result of a source that not everybody may read


class Sources:
    """The sources with their results, and the results that everybody may read with their facets and dates.

    Requests of one content version share it, and add the sources that they find.
    The conditions say whether the page or record may be shown, its file read, and its language wanted.
    """

    def __init__(self, shown: Condition, readable: Condition, near: Condition):
        self.conditions = shown, readable, near
        self.result: dict[int, int] = {}
        self.facets: dict[int, int] = {}
        self.date: dict[int, str] = {}
        self.far: set[int] = set()

    def read(self, wanted: str, params: list[object]) -> None:
        """Read the sources that meet a condition."""
        (shown, of_item), (readable, of_file), (near, of_language) = self.conditions
        rows = fetch(
            "SELECT m.id, m.document_id, d.facets_id, CAST(d.date AS text),"
            # What is unknown, such as whether the page of a record is live, shows nothing.
            f" CASE WHEN {shown} AND {readable} THEN CASE WHEN {near} THEN {NEAR} ELSE {FAR} END ELSE {HIDDEN} END"
            f" FROM search_textsource m JOIN search_indexdocument d ON d.id = m.document_id WHERE {wanted}",
            [*of_item, *of_file, *of_language, *params],
        )
        for key, result, facets, date, place in rows:
            if place != HIDDEN:
                self.facets[result] = facets
                self.date[result] = date or ""
            if place == FAR:
                self.far.add(result)
            self.result[key] = HIDDEN if place == HIDDEN else result

    def results(self, keys: Collection[int]) -> set[int]:
        """Return the results, by key, that everybody may read of some sources."""
        found = set(map(self.result.get, keys))
        if None in found:
            unknown = [key for key in keys if key not in self.result]
            few = fulltext.of_database().among("m.id", unknown)
            self.read(*few if len(unknown) <= MOST_ASKED else ("1 = 1", []))
            found = set(map(self.result.get, keys))
        return found - {None, HIDDEN}

    def public(self, results: Collection[int]) -> list[int]:
        """Return those of some results that everybody may read, in their order."""
        shown = self.results(TextSource.objects.filter(document__in=results, file=None).values_list("pk", flat=True))
        return [result for result in results if result in shown]
