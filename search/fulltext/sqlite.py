"""Words in SQLite: FTS5 tables beside those of the index documents, sources and passages."""

import json
import time
from contextlib import contextmanager

from django.db import connection

from search.models import Passage

MOST_TEXTS_RANKED = 3_000  # sources whose scores are compared
PASSAGES_OF_A_DOCUMENT = 3  # that are compared for the sentence to show
STEPS_BETWEEN_LOOKS = 20_000  # of SQLite's virtual machine: a few milliseconds


def store_heads(heads):
    """Keep the words of each document's title, names and facts: (key, (stems, stems, stems))."""
    store("search_indexdocument_fts", "title, names, facts", [(pk, *map(" ".join, head)) for pk, head in heads])


def store_sources(sources):
    """Keep the words of each source: (key, head, stems of its text, each up to three times)."""
    rows = [(pk, *map(" ".join, (*head, stems))) for pk, head, stems in sources]
    store("search_textsource_fts", "title, names, facts, text", rows)


def store_passages(passages: list[tuple[Passage, list[str]]]) -> None:
    """Keep new passages with their words: (row, stems)."""
    rows = Passage.objects.bulk_create(row for row, _stems in passages)
    words = [(row.pk, " ".join(stems)) for row, (_row, stems) in zip(rows, passages, strict=True)]
    store("search_passage_fts", "text", words)


def store(table, columns, rows):
    places = ", ".join(["%s"] * (columns.count(",") + 2))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT OR REPLACE INTO {table} (rowid, {columns}) VALUES ({places})", rows)


# Matching. A clause is a set of sequences of stems, any of which will do.


def condition(clauses, everything=True, in_order=True):
    """Return the FTS5 condition of clauses: all of them, or any; the stems of a sequence in their order, or not."""
    between = " " if in_order else '" AND "'
    sequences = [[f'"{between.join(stems)}"' for stems in sorted(clause)] for clause in clauses]
    return (" AND " if everything else " OR ").join(f"(({') OR ('.join(clause)}))" for clause in sequences)


def sources(matching):
    """Return the condition that a source has words."""
    return "m.id IN (SELECT rowid FROM search_textsource_fts WHERE search_textsource_fts MATCH %s)", [matching]


def phrase(matching):
    """Return the condition that a text of a source, or the head of its document, has a phrase."""
    return (
        "(m.id IN (SELECT e.source_id FROM search_passage_fts f CROSS JOIN search_passage e ON e.id = f.rowid"
        " WHERE search_passage_fts MATCH %s)"
        " OR m.document_id IN"
        " (SELECT rowid FROM search_indexdocument_fts WHERE search_indexdocument_fts MATCH %s))",
        [matching, matching],
    )


def heads(matching):
    """Return the statement of all documents whose title, names or facts match, with a score."""
    return (
        "SELECT rowid, -bm25(search_indexdocument_fts, 10, 5, 2) FROM search_indexdocument_fts"
        " WHERE search_indexdocument_fts MATCH %s",
        [matching],
    )


def scored(matching, keys):
    """Return the statement of some sources with a score; of others as well, since FTS5 scores all that match."""
    return (
        "SELECT rowid, -bm25(search_textsource_fts, 10, 5, 2, 3) FROM search_textsource_fts"
        " WHERE search_textsource_fts MATCH %s",
        [matching],
    )


def best_passages(matching, everything, documents):
    """Return the statement of the passages of some documents that hold most, the first of each document before others.

    The passages of a document lie side by side, where FTS5 is told to look; asked for scores, it
    would look at every text that matches, of whatever document.
    """
    part = (
        "SELECT f.rowid AS id, {place} AS place, r.document_id"
        " FROM (SELECT document_id, MIN(id) AS first, MAX(id) AS last FROM search_passage"
        " WHERE document_id IN (SELECT value FROM json_each(%s)) GROUP BY document_id) r"
        " CROSS JOIN search_passage_fts f WHERE search_passage_fts MATCH %s AND f.rowid BETWEEN r.first AND r.last"
    )
    keys = json.dumps(list(documents))
    conditions = [everything, matching] if everything != matching else [matching]  # of one word, they are the same
    parts = " UNION ALL ".join(part.format(place=place) for place in range(len(conditions)))
    return (
        "SELECT id, MIN(place) AS place FROM (SELECT id, place,"
        " ROW_NUMBER() OVER (PARTITION BY document_id, place ORDER BY id) AS turn"
        f" FROM ({parts}) found)"
        f" WHERE turn <= {PASSAGES_OF_A_DOCUMENT} GROUP BY id",
        [param for condition in conditions for param in (keys, condition)],
    )


def names(words):
    """Return the statement of the names that hold these words, the last of which may only have begun."""
    begun = " AND ".join([*(f'"{word}"' for word in words[:-1]), f'"{words[-1]}" *'])
    return "SELECT f.rowid AS id FROM search_indexedname_fts f WHERE search_indexedname_fts MATCH %s", [begun]


def joined(column):
    """Return the expression of all values of a column in one text, with spaces between."""
    return f"group_concat({column}, ' ')"


def among(column, keys):
    """Return a condition: the column is one of these keys."""
    return f"{column} IN (SELECT value FROM json_each(%s))", [json.dumps(list(keys))]


@contextmanager
def at_most(seconds):
    """Let the queries inside take no longer than this; raise OperationalError where one does."""
    connection.ensure_connection()
    end = time.monotonic() + seconds
    connection.connection.set_progress_handler(lambda: time.monotonic() > end, STEPS_BETWEEN_LOOKS)
    try:
        yield
    finally:
        if connection.connection:
            connection.connection.set_progress_handler(None, 0)
