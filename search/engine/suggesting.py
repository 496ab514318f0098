"""What a reader may be about to type: names that begin like it."""

from wagtail.models import Page

from members.models import Member
from search import fulltext
from search.engine.queries import TooSlow, fetch, within
from search.engine.visible import Visible
from search.words.folding import words

MOST = 10
SHORTEST = 2  # letters; everything begins with one
MOST_BEGUN = 1_000  # names that are looked at; what begins like so many says little yet
MOST_COMPARED = 100
SECONDS = 0.5


def suggestions_for(typed, site, language, request):
    """Return at most ten names of public pages and members that hold words that begin like these.

    None where they cannot be found in SECONDS: somebody is typing on, and the next letter asks again.
    """
    folded = words(typed)
    if not folded or len("".join(folded)) < SHORTEST:
        return []
    try:
        return Suggesting(site, language, request).of(folded)
    except TooSlow:
        return []


class Suggesting:
    """Names of what everybody may read on a site."""

    def __init__(self, site, language, request):
        self.visible = Visible(site.root_page, language)
        self.language = language
        self.request = request

    def of(self, folded):
        found = sorted(self.names(folded), key=lambda row: self.place(row, folded))
        seen, chosen = set(), []
        for row in found:
            if row[1] not in seen and len(chosen) < MOST:
                seen.add(row[1])
                chosen.append(row)
        return self.shown(chosen)

    def names(self, folded):
        """Return the names that begin so: (text, result, words, is title, language, member, page, title, path)."""
        statement, params = fulltext.of_database().names(folded)
        near, most = self.visible.near
        visible, more = self.visible.source
        with within(SECONDS):
            return fetch(
                f"WITH begun AS MATERIALIZED ({statement} LIMIT {MOST_BEGUN})"
                " SELECT n.text, m.result_id, n.words, n.is_title, m.language, m.member_id, p.id, p.title, p.url_path"
                " FROM begun JOIN search_name n ON n.id = begun.id"
                " JOIN search_source m ON m.result_id = n.result_id AND m.file_id IS NULL"
                " LEFT JOIN wagtailcore_page p ON p.id = m.page_id"
                f" WHERE {visible} AND {near} ORDER BY LENGTH(n.words), n.id LIMIT {MOST_COMPARED}",
                [*params, *more, *most],
            )

    def place(self, row, folded):
        """Return what to sort a name by: those that begin with all that was typed, then titles, then short ones."""
        text, _result, name, is_title, language, *_rest = row
        typed = " ".join(folded)
        return (not name.startswith(typed), language not in ("", self.language), not is_title, len(text), text)

    def shown(self, rows):
        members = {row[5] for row in rows if row[5]}
        members = Member.objects.in_bulk(members) if members else {}
        return [self.suggestion(row, members) for row in rows]

    def suggestion(self, row, members):
        text, _result, _words, _is_title, language, member, page, title, url_path = row
        if page:
            url = Page(id=page, url_path=url_path).get_url(self.request)
        else:
            title = members[member].name
            url = self.visible.member_list.member_url(members[member], self.request)
        return {"label": text, "detail": title if title != text else "", "url": url, "language": language}
