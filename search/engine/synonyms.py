"""Words that editors call the same: what is found for one is found for the other."""

from search.words.common import COMMON
from search.words.folding import in_order, words
from search.words.parsing import Clause, Words


def expanded(query, groups):
    """Return a query whose words are looked for under the other names of their groups as well.

    `groups` are lists of terms that mean the same, such as ["AUC", "African Union Commission"].
    """
    terms = {}
    for group in groups:
        folded = [tuple(in_order(words(term))) for term in group]
        same = tuple(Words(term) for term in folded if term)
        for term in folded:
            if telling := tuple(word for word in term if word not in COMMON):
                terms.setdefault(telling, same)
    longest = max(map(len, terms), default=0)
    clauses, at = [], 0
    while at < len(query.clauses):
        for length in range(min(longest, len(query.clauses) - at), 0, -1):
            some = query.clauses[at : at + length]
            same = terms.get(tuple(clause.word for clause in some)) or terms.get(quoted(some))
            if same:
                typed = " ".join(clause.typed for clause in some)
                is_quoted = any(clause.is_quoted for clause in some)
                clauses.append(Clause(tuple(dict.fromkeys((*own(some), *same))), typed, is_quoted))
                at += length
                break
        else:
            clauses.append(query.clauses[at])
            at += 1
    return query.of(clauses)


def quoted(clauses):
    """Return the words of a lone phrase, as a term is kept; () of anything else."""
    if len(clauses) == 1 and clauses[0].is_quoted:
        return tuple(word for word in clauses[0].any_of[0].words if word not in COMMON)
    return ()


def own(clauses):
    """Return what was typed as one sequence of words, where it is one."""
    return [Words(tuple(word for clause in clauses for word in clause.any_of[0].words))]
