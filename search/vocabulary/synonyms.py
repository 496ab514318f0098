"""Words that editors call the same: what is found for one is found for the other."""

from functools import lru_cache

from mme_site.caching.content_cache import cached
from search.models import Synonym
from search.words.common import COMMON
from search.words.folding import in_order, name_key, words
from search.words.query import Clause, Query, Words
from search.words.stemming import forms_of

Groups = tuple[tuple[str, str], ...]  # of each group its terms, and what leads to them
Names = dict[tuple[str, ...], tuple[Words, ...]]  # by the stems of what is typed

MOST_TOGETHER = 12  # words of one term


def names_of_editors() -> Names:
    """Return what editors call the same, by what may be typed for it."""
    return names_by_stems(groups_of_editors())


def groups_of_editors() -> Groups:
    return cached("synonyms", lambda: tuple(Synonym.objects.values_list("terms", "leads_here")))


def also_called(name: str) -> tuple[str, ...]:
    """Return what is typed for a name as well: the other words of its groups, and what leads to them."""
    return names_by_key(groups_of_editors()).get(name_key(name), ())


@lru_cache(maxsize=4)
def names_by_key(groups: Groups) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for terms, leads in groups:
        listed = dict.fromkeys([*terms.splitlines(), *leads.splitlines()])
        for term in terms.splitlines():
            found.setdefault(name_key(term), {}).update(listed)
    return {key: tuple(names) for key, names in found.items()}


@lru_cache(maxsize=4)
def names_by_stems(groups: Groups) -> Names:
    """Return the terms of each group by the stems of its terms, and of what leads to them, in every language."""
    found: dict[tuple[str, ...], dict[Words, None]] = {}
    for terms, leads in groups:
        same = dict.fromkeys(Words(tuple(in_order(words(term)))) for term in terms.splitlines())
        for term in [*terms.splitlines(), *leads.splitlines()]:
            for form in forms_of(telling(in_order(words(term)))):
                if form:
                    found.setdefault(form, {}).update(same)
    return {form: tuple(same) for form, same in found.items()}


def telling(folded: list[str]) -> tuple[str, ...]:
    """Return words without those that are in every text, as a question is read without them; all where none is left."""
    return tuple(word for word in folded if word not in COMMON)[:MOST_TOGETHER]


def expanded(query: Query, names: Names) -> Query:
    """Return a query whose words are looked for under the other names of what they mean as well."""
    clauses, at = [], 0
    longest = max(map(len, names), default=0)
    while at < len(query.clauses):
        for length in range(min(longest, len(query.clauses) - at), 0, -1):
            some = query.clauses[at : at + length]
            if same := same_as(some, names):
                typed = " ".join(clause.typed for clause in some)
                is_quoted = any(clause.is_quoted for clause in some)
                clauses.append(Clause(tuple(dict.fromkeys((*own(some), *same))), typed, is_quoted))
                at += length
                break
        else:
            clauses.append(query.clauses[at])
            at += 1
    return query.of(clauses)


def same_as(clauses: tuple[Clause, ...], names: Names) -> tuple[Words, ...]:
    """Return what clauses that stand side by side are called as well, in any form of their words."""
    typed = quoted(clauses) or tuple(clause.word for clause in clauses)
    if not all(typed):
        return ()
    return tuple(dict.fromkeys(same for form in sorted(forms_of(typed)) for same in names.get(form, ())))


def is_name(word: str, names: Names) -> bool:
    """Return True for a word that editors know, whatever its form, or one of a name that they know."""
    forms = {form for (form,) in forms_of((word,))}
    return any(not forms.isdisjoint(name) for name in names)


def quoted(clauses: tuple[Clause, ...]) -> tuple[str, ...]:
    """Return the words of a lone phrase, as a term is kept; () of anything else."""
    return telling(list(clauses[0].any_of[0].words)) if len(clauses) == 1 and clauses[0].is_quoted else ()


def own(clauses: tuple[Clause, ...]) -> list[Words]:
    """Return what was typed as one sequence of words, where it is one."""
    if len(clauses) == 1:
        return [clauses[0].any_of[0]]
    return [Words(tuple(word for clause in clauses for word in clause.any_of[0].words))]
