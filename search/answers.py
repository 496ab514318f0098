"""Asks the rooms whether one of them can answer a question from its facts."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail import hooks
from wagtail.models import Page, Site

from mme_site.core.answers import ComputedAnswer, Question, vocabulary
from search.models import IndexDocument
from search.vocabulary.dates import span_of
from search.vocabulary.synonyms import also_called
from search.words.common import OF_LANGUAGES
from search.words.content import CONTENT_WORDS
from search.words.folding import words
from search.words.query import Query
from search.words.stemming import ORDINALS, stem

# What turns a question round, or asks for less or more than its other words.
NEGATIONS_AND_COMPARISONS = vocabulary(
    "not without except excluding never before after both only other than more fewer less",
    "pas sans sauf hors jamais avant apres deux seulement autre autres plus moins",
    "nao sem exceto nunca antes depois apos ambas ambos so apenas outro outros mais menos",
    "لا ليس ليست غير بدون عدا قبل بعد كلا فقط اكثر اقل",
)
COMMON_IN_QUESTIONS = OF_LANGUAGES.difference(CONTENT_WORDS.never_common)
MOST_WORDS = 15  # of a question; what is longer is not understood whole


def answer_to(query: Query, site: Site, language: str, request: Any) -> ComputedAnswer | None:
    """Return what the first room says that understands the question; None where none does."""
    if not query.text or query.without or len(query.folded) > MOST_WORDS or '"' in query.text:
        return None
    telling = tuple(significant_words(query, language))
    if not NEGATIONS_AND_COMPARISONS.isdisjoint(telling):
        return None
    question = Question(
        words=telling,
        site=site,
        language=language,
        request=request,
        fold=words,
        number_of=number_of,
        also_called=also_called,
        common=COMMON_IN_QUESTIONS,
        span=span(query),
    )
    if not question.words and not question.span:
        return None
    for answer in hooks.get_hooks("search_answers"):
        if found := answer(question):
            return found
    return None


def significant_words(query: Query, language: str) -> Iterator[str]:
    """Yield the words of a query that are of no date, nor a year by itself, nor common in the reader's language."""
    dated = [word for clause in query.clauses if clause.is_date for word in words(clause.typed)]
    kept = {clause.word for clause in query.clauses}
    for word in query.folded:
        if word in dated:
            dated.remove(word)
        elif not is_year(word) and (word in kept or CONTENT_WORDS.common_in.get(word) != language):
            yield word


def span(query: Query) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and the last day of the one date that a query names."""
    dates = [clause for clause in query.clauses if clause.is_date]
    within = {word for clause in dates for word in words(clause.typed)}
    years = [int(word) for word in query.folded if is_year(word) and word not in within]
    found = [*map(span_of, dates), *((datetime.date(year, 1, 1), datetime.date(year, 12, 31)) for year in years)]
    return found[0] if len(found) == 1 else None


def is_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and word.isascii() and word[:2] in ("19", "20")


def number_of(word: str) -> int:
    """Return the number that an ordinal stands for, in words, figures or Roman numerals; 0 of any other word."""
    if word not in ORDINALS and not word[0].isdigit():
        return 0
    ordinal = stem(word, "en")
    return int(ordinal[:-2]) if ordinal.endswith("th") and ordinal[:-2].isdigit() else 0


def keys_of(answer: ComputedAnswer | None, language: str) -> list[int]:
    """Return the keys of the results that say an answer, in its order; of a page, the reader's version."""
    found = []
    for item in answer.pages if answer else ():
        if isinstance(item, Page):
            rows = IndexDocument.objects.filter(Q(page=item.pk) | Q(family=item.translation_key, language=language))
            rows = sorted(rows.only("pk", "language"), key=lambda row: row.language != language)[:1]
        else:
            rows = IndexDocument.objects.filter(record_type=ContentType.objects.get_for_model(item), record_id=item.pk)
        found += [row.pk for row in rows]
    return list(dict.fromkeys(found))
