"""What a process knows of the sources, for as long as the content version is the same.

Which texts match a question the database says, by the keys of their sources. Whose they are,
who may read them, and which facets and date they have, is read here once after a change of
the content, and not joined to every question again: that would be most of its time. A source
is never changed: what is indexed anew has a new key, and a key that is not known is asked for.
"""

from mme_site.caching.content_cache import cached
from search import fulltext
from search.engine.queries import FROM_SOURCES, fetch

HIDDEN, FAR, NEAR = 0, 1, 2  # HIDDEN also stands for the result of a source that not everybody may read


def sources_for(visible):
    """Return what is known of the sources, as a reader of a language sees them on a site."""
    return cached(("sources", visible.root.path, visible.language), lambda: Sources(visible))


class Sources:
    """The sources with their results, and the results that everybody may read with their facets and dates.

    Requests of one content version share it, and add the sources that were indexed since.
    """

    def __init__(self, visible):
        self.result, self.facets, self.date, self.far = {}, {}, {}, set()
        self.learn(visible, "1 = 1", [])

    def learn(self, visible, wanted, params):
        """Read the sources that meet a condition."""
        (seen, of_page), (read, of_file), (near, of_language) = visible.source, visible.file, visible.near
        rows = fetch(
            "SELECT m.id, m.result_id, m.facets_id, CAST(m.date AS text),"
            # What is unknown, such as whether the page of a member is live, shows nothing.
            f" CASE WHEN {seen} AND {read} THEN CASE WHEN {near} THEN {NEAR} ELSE {FAR} END ELSE {HIDDEN} END"
            f" FROM {FROM_SOURCES} WHERE {wanted}",
            [*of_page, *of_file, *of_language, *params],
        )
        for key, result, facets, date, place in rows:
            if place != HIDDEN:
                self.facets[result] = facets
                self.date[result] = date or ""
            if place == FAR:
                self.far.add(result)
            self.result[key] = HIDDEN if place == HIDDEN else result

    def results(self, keys, visible):
        """Return the results, by key, that everybody may read of some sources."""
        found = set(map(self.result.get, keys))
        if None in found:
            new = [key for key in keys if key not in self.result]
            self.learn(visible, *fulltext.of_database().among("m.id", new))
            found = set(map(self.result.get, keys))
        return found - {None, HIDDEN}
