"""Learns the words that texts hold."""

from collections.abc import Iterable

from django.db import connection

from search.models import Trigram, Word

SHORTEST, LONGEST = 4, 30  # letters of a word that is ever corrected
AT_ONCE = 500  # words, as many as SQLite takes in one question


def learn(found: Iterable[str]) -> None:
    """Keep the words that are not kept yet, with the trigrams that likeness is measured by."""
    wanted = sorted(word for word in found if SHORTEST <= len(word) <= LONGEST and word.isalpha())
    for at in range(0, len(wanted), AT_ONCE):
        some = wanted[at : at + AT_ONCE]
        known = set(Word.objects.filter(text__in=some).values_list("text", flat=True))
        new = [word for word in some if word not in known]
        if not new:
            continue
        Word.objects.bulk_create([Word(text=word) for word in new], ignore_conflicts=True)
        keys = dict(Word.objects.filter(text__in=new).values_list("text", "pk"))
        with connection.cursor() as cursor:  # ten rows a word: as objects they would take most of the time
            cursor.executemany(
                f"INSERT INTO {Trigram._meta.db_table} (text, word_id) VALUES (%s, %s) ON CONFLICT DO NOTHING",
                [(text, pk) for word, pk in keys.items() for text in trigrams(word)],
            )


def trigrams(word: str) -> set[str]:
    """Return each three letters in a row of a word once; its ends count as a letter each."""
    padded = f" {word} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}
