"""The sentence that was found, its words marked, safe to put into a page."""

import re

from django.utils.html import escape
from django.utils.safestring import mark_safe

from search.indexing.documents import PARAGRAPHS
from search.words.common import COMMON
from search.words.folding import tokens, words
from search.words.stemming import ARABIC, ORDINALS, stem

WORDS_SHOWN = 34
WORDS_BEFORE = 8
SIGNS = re.compile(r"[^\w\s]{0,3}")  # what closes a sentence
WHITE_SPACE = re.compile(r"[^\S\u00a0\u202f]+")  # but what keeps a French sign beside its word
LONGEST_READ = 60_000  # characters of a text that are looked through


def telling(form):
    """Return the words of a phrase that are worth marking: not the "in" of "trafficking in human beings"."""
    return [part for part in form if part not in COMMON] or form


class Marker:
    """Finds the words of a query in texts, by the stems that the index found them by."""

    def __init__(self, query):
        self.clause_of = {}
        for number, clause in enumerate(query.clauses):
            for one in clause.any_of:
                for form in one.forms:
                    for part in form if len(form) == 1 else telling(form):
                        self.clause_of.setdefault(part, set()).add(number)
        self.first_letters = first_letters(self.clause_of)

    def clauses(self, found, language):
        """Return the numbers of the clauses that folded words answer, by the words that answer any."""
        known, first = self.clause_of, self.first_letters
        telling = [(word, stem(word, language)) for word in set(found) if word[0] in first]
        return {word: known.get(form) or known[word] for word, form in telling if form in known or word in known}

    def answered(self, text, language):
        """Return how many clauses a text answers."""
        return len(set().union(*self.clauses(words(text[:LONGEST_READ]), language).values()))

    def marked(self, text, language):
        """Return a whole text with its words marked, as HTML."""
        found = tokens(text)
        clauses = self.clauses((token.word for token in found), language)
        return self.html(text, 0, len(text), [token for token in found if token.word in clauses])

    def snippet(self, text, language):
        """Return the part of a text that answers most clauses, as HTML; '' where none answers any."""
        text = text[:LONGEST_READ]
        found = tokens(text)
        clauses = self.clauses((token.word for token in found), language)
        hits = [(at, clauses[token.word]) for at, token in enumerate(found) if token.word in clauses]
        if not hits:
            return ""
        first = best_window(hits)
        start, end = window(text, found, first)
        marked = [found[at] for at, _clauses in hits if start <= at < end]
        begin, stop = found[start].start, found[end - 1].end
        is_begun, is_ended = is_edge(text[:begin][-2:]), is_edge(text[stop : stop + 3].lstrip(".;:!?)»”\"'"))
        html = self.html(text, begin, stop, marked)
        end_mark = escape(SIGNS.match(text, stop).group()) if is_ended else " …"
        # Safe because `html` and `end_mark` are escaped.
        return mark_safe(f"{'' if is_begun else '… '}{html}{end_mark}")

    def html(self, text, begin, stop, marked):
        parts, at = [], begin
        for token in marked:
            parts += [escape(text[at : token.start]), "<mark>", escape(text[token.start : token.end]), "</mark>"]
            at = token.end
        parts.append(escape(text[at:stop]))
        return mark_safe(WHITE_SPACE.sub(" ", "".join(parts)).strip())  # each part of the text was escaped above


def first_letters(stems):
    """Return the letters that words of these stems begin with: most begin like their stem, and need no stemming."""
    letters = {stem[0] for stem in stems}
    if not letters.isdisjoint(ARABIC):  # whose stems have lost the article
        letters.update(ARABIC)
    if not letters.isdisjoint("123456789"):
        letters.update(word[0] for word in ORDINALS)
    return letters


def window(text, found, first):
    """Return the words to show around one, as the first and the one after the last, within its paragraph."""
    begin = text.rfind(PARAGRAPHS, 0, found[first].start)
    finish = text.find(PARAGRAPHS, found[first].end)
    start = max(0, first - WORDS_BEFORE)
    while begin >= 0 and found[start].start < begin:
        start += 1
    end = min(len(found), start + WORDS_SHOWN)
    while finish >= 0 and found[end - 1].start > finish:
        end -= 1
    while start and end - start < WORDS_SHOWN and found[start - 1].start > begin:
        start -= 1
    return start, end


def is_edge(between):
    """Return True when nothing of a paragraph stands on this side."""
    return not between.strip() or PARAGRAPHS in between


def best_window(hits):
    """Return where the words that answer most clauses begin."""
    best = (0, 0, 0)
    for number, (first, _clauses) in enumerate(hits):
        answered, count = set(), 0
        for at, clauses in hits[number : number + WORDS_SHOWN]:
            if at - first >= WORDS_SHOWN - WORDS_BEFORE:
                break
            answered.update(clauses)
            count += 1
        if (len(answered), count) > best[:2]:
            best = (len(answered), count, first)
    return best[2]
