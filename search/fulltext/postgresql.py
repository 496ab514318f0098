"""Words in PostgreSQL: text search vectors, made here and not by its parser."""

from contextlib import contextmanager
from itertools import chain

from django.db import connection, transaction

from search.models import Passage

MOST_POSITION = 16_383  # PostgreSQL's last position in a vector (textsearch-limitations)
MOST_POSITIONS = 200  # of one word; PostgreSQL keeps 255
ROWS_AT_ONCE = 200
MOST_TEXTS_RANKED = 1_000  # sources whose scores are compared: each is read for it, with all its words


def vector(fields, most_positions=MOST_POSITIONS):
    """Return a tsvector of lists of stems with a weight each, as PostgreSQL reads it."""
    places, at = {}, 0
    for weight, stems in fields:
        for position, stem in enumerate(stems, at + 1):
            known = places.setdefault(stem, [])
            if len(known) < most_positions:
                known.append(f"{min(position, MOST_POSITION)}{weight}")
        at += len(stems) + 20  # so that no phrase spans two fields
    return " ".join([f"'{stem}':{','.join(positions)}" for stem, positions in places.items()])


def store_heads(heads):
    """Keep the words of each document's title, names and facts: (key, (stems, stems, stems))."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE search_indexdocument SET head = %s::tsvector WHERE id = %s",
            [(vector(zip("ABC", head, strict=True)), pk) for pk, head in heads],
        )


def store_sources(sources):
    """Keep the words of each source: (key, head, stems of its text, each up to three times)."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE search_textsource SET vector = %s::tsvector WHERE id = %s",
            [(vector(zip("ABCD", (*head, stems), strict=True), 3), pk) for pk, head, stems in sources],
        )
        tidy(cursor, "search_textsource_vector")


def store_passages(passages: list[tuple[Passage, list[str]]]) -> None:
    """Keep new passages with their words: (row, stems)."""
    columns = ("document_id", "source_id", "kind", "title", "anchor", "language", "text", "file_passage")
    place = f"({'%s, ' * len(columns)}%s::tsvector)"
    with connection.cursor() as cursor:
        for at in range(0, len(passages), ROWS_AT_ONCE):
            some = passages[at : at + ROWS_AT_ONCE]
            values = [[*(getattr(row, name) for name in columns), vector([("D", stems)])] for row, stems in some]
            cursor.execute(
                f"INSERT INTO search_passage ({', '.join(columns)}, vector) VALUES {', '.join([place] * len(some))}",
                [*chain.from_iterable(values)],
            )
        tidy(cursor, "search_passage_vector")


def tidy(cursor, index):
    # New words wait in a list that every search reads through, until it is put in order.
    cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])


# Matching. A clause is a set of sequences of stems, any of which will do.


def condition(clauses, everything=True, in_order=True):
    """Return the tsquery of clauses: all of them, or any; the stems of a sequence in their order, or not."""
    between = " <-> " if in_order else " & "
    sequences = [[between.join(f"'{stem}'" for stem in stems) for stems in sorted(clause)] for clause in clauses]
    return (" & " if everything else " | ").join(f"(({') | ('.join(clause)}))" for clause in sequences)


def sources(matching):
    """Return the condition that a source has words."""
    return "m.vector @@ %s::tsquery", [matching]


def phrase(matching):
    """Return the condition that a text of a source, or the head of its document, has a phrase."""
    return (
        "(m.id IN (SELECT e.source_id FROM search_passage e WHERE e.vector @@ %s::tsquery)"
        " OR m.document_id IN (SELECT h.id FROM search_indexdocument h WHERE h.head @@ %s::tsquery))",
        [matching, matching],
    )


def heads(matching):
    """Return the statement of all documents whose title, names or facts match, with a score."""
    return (
        "SELECT r.id, ts_rank('{0, 0.2, 0.5, 1}', r.head, %s::tsquery, 1)"
        " FROM search_indexdocument r WHERE r.head @@ %s::tsquery",
        [matching, matching],
    )


def scored(matching, keys):
    """Return the statement of some sources with a score."""
    wanted, params = among("m.id", keys)
    score = "ts_rank('{1, 0.2, 0.5, 1}', m.vector, %s::tsquery, 1)"
    return f"SELECT m.id, {score} FROM search_textsource m WHERE {wanted}", [matching, *params]


def best_passages(matching, everything, documents):
    """Return the statement of the passages of some documents that answer most, a few of each kind."""
    return (
        "SELECT id, place FROM (SELECT e.id, ROW_NUMBER() OVER"
        " (PARTITION BY e.document_id, e.kind ORDER BY e.vector @@ %s::tsquery DESC,"
        " ts_rank(e.vector, %s::tsquery, 1) DESC, e.id) AS place FROM search_passage e"
        " WHERE e.document_id = ANY(%s::bigint[]) AND e.vector @@ %s::tsquery) found WHERE place <= 2",
        [everything, matching, list(documents), matching],
    )


def names(words):
    """Return the statement of the names that hold these words, the last of which may only have begun."""
    begun = " & ".join([*(f"'{word}'" for word in words[:-1]), f"'{words[-1]}':*"])
    return "SELECT n.id FROM search_indexedname n WHERE to_tsvector('simple', n.words) @@ %s::tsquery", [begun]


def joined(column):
    """Return the expression of all values of a column in one text, with spaces between."""
    return f"string_agg({column}::text, ' ')"


def among(column, keys):
    """Return a condition: the column is one of these keys."""
    return f"{column} = ANY(%s::bigint[])", [list(keys)]


@contextmanager
def at_most(seconds):
    """Let the queries inside take no longer than this; raise OperationalError where one does."""
    is_inside = connection.in_atomic_block  # a transaction that goes on after this
    with transaction.atomic():
        with connection.cursor() as cursor:
            # A plan is compiled for longer than these queries run; and of a common word the planner
            # would read every vector, not knowing that they lie apart from their rows.
            cursor.execute(
                "SELECT set_config('statement_timeout', %s, true), set_config('jit', 'off', true),"
                " set_config('enable_seqscan', 'off', true)",
                [str(int(seconds * 1000))],
            )
        yield
        if is_inside:
            connection.cursor().execute(
                "SELECT set_config('statement_timeout', '0', true), set_config('enable_seqscan', 'on', true)"
            )
