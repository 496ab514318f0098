"""The order in which a line is read, of what is seen from left to right. Part of the program ../reader.py.

What is worked out is the text that the Unicode Bidirectional Algorithm (UAX #9) would have shown in this way.
"""

import unicodedata
from collections.abc import Sequence

RIGHT_TO_LEFT = frozenset(["R", "AL"])
STRONG = RIGHT_TO_LEFT | {"L"}
NUMBERS = frozenset(["EN", "AN"])
JOINS = {"EN": frozenset(["CS", "ES"]), "AN": frozenset(["CS"])}  # one such between two numbers (UAX #9, W4)
BRACKETS = {"(": ")", ")": "(", "[": "]", "]": "[", "{": "}", "}": "{", "«": "»", "»": "«", "‹": "›", "›": "‹"}
OPENING = frozenset("([{«‹")
PAIRED = frozenset("()[]{}")
NATIVE = "native"  # the kind of a bracket that runs with the line


def logical(seen: list[str], from_right: bool, strong_before: str = "") -> str:
    """Return what is seen from left to right as it is read in a paragraph of a direction.

    `strong_before` is the kind of the last strong letter before, on which it depends how a number is shown.
    """
    kinds = [unicodedata.bidirectional(piece[0]) for piece in seen]
    if not any(kind in RIGHT_TO_LEFT for kind in kinds):
        return "".join(seen)
    return read_from_right(seen, kinds, strong_before) if from_right else read_from_left(seen, kinds)


def read_from_right(seen: list[str], kinds: list[str], strong_before: str) -> str:
    """Return a line whose paragraph runs from right to left: numbers and foreign words in it run from left to right."""
    seen, kinds = with_brackets(seen, kinds)
    at, strong = len(seen) - 1, strong_before
    native: list[str] = []
    foreign: dict[int, str] = {}  # and brackets, by where in `native` they stand
    while at >= 0:
        if kinds[at] in NUMBERS or kinds[at] == "L":
            start = start_of_foreign(kinds, at, strong)
            foreign[len(native)] = "".join(mirrored(seen[start : at + 1]))
            strong = "L" if "L" in kinds[start : at + 1] else strong
            native.append("")
            at = start
        elif kinds[at] == NATIVE:
            foreign[len(native)] = seen[at]
            native.append("")
        else:
            native.append(seen[at])
            strong = kinds[at] if kinds[at] in RIGHT_TO_LEFT else strong
        at -= 1
    return "".join(foreign.get(place, piece) for place, piece in enumerate(mirrored(native)))


def with_brackets(seen: list[str], kinds: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return pieces and kinds with each pair of brackets as it opens and closes, of foreign words or of the line (N0).

    It is of foreign words where one stands before it, as in 'COM(2006)', and all between is foreign too.
    """
    pieces, found = list(seen), list(kinds)
    for left, right in pairs_in(seen):
        is_foreign = has_word_before(kinds, left) and not RIGHT_TO_LEFT.intersection(kinds[left:right])
        found[left] = found[right] = "L" if is_foreign else NATIVE
        opening = family(seen[left])
        pieces[left], pieces[right] = opening, BRACKETS[opening]
        if not is_foreign:
            pieces[left], pieces[right] = BRACKETS[opening], opening
    return pieces, found


def pairs_in(seen: Sequence[str]) -> list[tuple[int, int]]:
    """Return where pairs of brackets stand: they fit as they are or all turned, else each next two of a kind do."""
    places = [at for at, piece in enumerate(seen) if piece in PAIRED]
    for openings in (PAIRED & OPENING, PAIRED - OPENING):
        pairs: list[tuple[int, int]] = []
        opened: list[int] = []
        for at in places:
            if seen[at] in openings:
                opened.append(at)
            elif opened and family(seen[opened[-1]]) == family(seen[at]):
                pairs.append((opened.pop(), at))
        if 2 * len(pairs) == len(places):
            return pairs
    pairs = []
    waiting: dict[str, int] = {}
    for at in places:
        if (kind := family(seen[at])) in waiting:
            pairs.append((waiting.pop(kind), at))
        else:
            waiting[kind] = at
    return pairs


def family(bracket: str) -> str:
    """Return the opening one of a bracket and its counterpart."""
    return bracket if bracket in OPENING else BRACKETS[bracket]


def start_of_foreign(kinds: Sequence[str], end: int, strong: str) -> int:
    """Return where what runs from left to right and ends there begins: a number, or words with all that is between."""
    start, words = end, False
    while start > 0:
        before = start - 1
        while before > 0 and kinds[before] not in STRONG | NUMBERS | {NATIVE}:
            before -= 1
        if kinds[before] not in NUMBERS | {"L"}:
            break
        between = kinds[before + 1 : start]
        words = kinds[before] == "L" or "L" in kinds[start : end + 1]
        if words or not between or joins(between, kinds[before], kinds[start], strong):
            start = before
            continue
        if has_word_before(kinds, before):  # 'Article 5 - 6': the numbers stand after a foreign word
            start = before
            continue
        break
    return start


def has_word_before(kinds: Sequence[str], at: int) -> bool:
    """Return True where a Latin word stands to the left, with nothing that runs from right to left between."""
    for kind in reversed(kinds[:at]):
        if kind in RIGHT_TO_LEFT or kind == "L":
            return kind == "L"
    return False


def joins(between: Sequence[str], left: str, right: str, strong: str) -> bool:
    """Return True where one separator keeps two numbers together, which after an Arabic letter fewer do (W2, W4)."""
    number = "AN" if strong == "AL" or "AN" in (left, right) else "EN"
    return len(between) == 1 and between[0] in JOINS[number]


def mirrored(pieces: Sequence[str]) -> list[str]:
    """Return the pieces of a text with its brackets turned where only then they close what was opened.

    Some programs say which bracket was meant, others which one is seen.
    """
    brackets = [piece for piece in pieces if piece in BRACKETS]
    opened = unopened = 0
    for bracket in brackets:
        opened += 1 if bracket in OPENING else -1
        if opened < 0:
            opened, unopened = 0, unopened + 1
    turned = unopened > 0 and unopened >= len(brackets) // 4
    return [BRACKETS.get(piece, piece) for piece in pieces] if turned else list(pieces)


def read_from_left(seen: list[str], kinds: list[str]) -> str:
    """Return a line whose paragraph runs from left to right: what is of another direction in it is turned round."""
    out, at = [], 0
    while at < len(seen):
        if kinds[at] not in RIGHT_TO_LEFT:
            out.append(seen[at])
            at += 1
            continue
        end = at
        for further in range(at, len(seen)):
            if kinds[further] == "L":
                break
            if kinds[further] in RIGHT_TO_LEFT:
                end = further
        out.append(read_from_right(seen[at : end + 1], kinds[at : end + 1], ""))
        at = end + 1
    return "".join(out)
