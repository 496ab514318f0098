"""Text in the order in which it is read, of letters where they stand on a page. Part of the program ../reader.py.

A PDF says where each letter is drawn and not in which order letters are read: some programs
write Arabic from left to right, some from right to left, some word by word. So a line that
has letters of a script written from right to left is put together by where its letters
stand, and from what is seen the order is worked out that the Unicode Bidirectional
Algorithm (UAX #9) would have shown in this way.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

RIGHT_TO_LEFT = frozenset(["R", "AL"])
STRONG = RIGHT_TO_LEFT | {"L"}
NUMBERS = frozenset(["EN", "AN"])
JOINS = {"EN": frozenset(["CS", "ES"]), "AN": frozenset(["CS"])}  # one such between two numbers (UAX #9, W4)
SAME_LINE = 0.5  # sizes of a letter by which baselines of one line may differ: marks and indices
WORD_GAP = 0.15  # sizes of a letter, from which a gap is a space: most programs write none
MARKED_GAP = 0.2  # and beside a letter with marks, whose box can be that of the mark alone
CLOSE = 0.4  # sizes of a letter between two parts of a line, from a touch to a space
PARAGRAPH_GAP = 1.9  # sizes of a letter between baselines, from which a paragraph ends
BRACKETS = {"(": ")", ")": "(", "[": "]", "]": "[", "{": "}", "}": "{", "«": "»", "»": "«", "‹": "›", "›": "‹"}
OPENING = frozenset("([{«‹")
LAM, ALEFS = "ل", frozenset("اأإآٱ")


@dataclass
class Letter:
    """A character, where it stands in points from the left and the bottom, and its size; `x`, `y` are its origin.

    All as if its line ran across the page, from which it is turned by so many radians.
    """

    text: str
    x: float
    y: float
    left: float
    right: float
    size: float
    turn: float = 0.0


def is_right_to_left(character: str) -> bool:
    """Return True for letters of Arabic, Hebrew, Syriac, N'Ko and others written from right to left."""
    return unicodedata.bidirectional(character) in RIGHT_TO_LEFT


def in_reading_order(letters: Iterable[Letter]) -> str:
    """Return the text of letters in the order in which they were drawn, in the order in which they are read."""
    return "\n\n".join(paragraph_text(lines) for lines in paragraphs_of(lines_of(glyphs_of(letters))))


def glyphs_of(letters: Iterable[Letter]) -> Iterator[Letter]:
    """Yield what was drawn at once as one: letters that a ligature joins, and a letter with its marks.

    Spaces without width are left out: they stand where the reader of the PDF guessed, and not where the gap is.
    """
    group: list[Letter] = []
    falling = False  # whether letters come from the right, each at a smaller x
    for letter in letters:
        if letter.text.isspace() and letter.right - letter.left < 0.01:
            continue
        if group and (abs(letter.x - group[0].x) > 0.01 or abs(letter.y - group[0].y) > 0.01):
            falling = letter.x < group[0].x
            yield joined(group, falling)
            group = []
        group.append(letter)
    if group:
        yield joined(group, falling)


def joined(group: list[Letter], falling: bool) -> Letter:
    """Return the letters of one glyph as one.

    Where they come from the right, PDFium has turned a line round, and the letters inside of glyphs with it; where
    it gives each a part of the box, the first is at the right. Lam and alef are one glyph in this order only.
    """
    if len(group) == 1:
        return group[0]
    texts = [letter.text for letter in group]
    if any(map(is_right_to_left, texts)):
        by_place = sorted(group, key=lambda letter: -letter.left)
        if all(right.left >= left.right - 0.01 for right, left in pairwise(by_place)):
            texts = [letter.text for letter in by_place]
        elif falling:
            texts.reverse()
        if len(texts) == 2 and texts[1] == LAM and texts[0] in ALEFS:
            texts.reverse()
    first = next((text for text in texts if not unicodedata.combining(text)), "")
    if first:
        texts.remove(first)
    left, right = min(letter.left for letter in group), max(letter.right for letter in group)
    return replace(group[0], text=first + "".join(texts), left=left, right=right)


def lines_of(letters: Iterable[Letter]) -> list[list[Letter]]:
    """Return the letters of each line from left to right; letters drawn one after the other at one height are a line.

    So is what comes later and stands close beside a line: PDFium gives what touches out of its order.
    """
    lines: list[list[Letter]] = []
    for letter in letters:
        if not lines or not is_beside(letter, lines[-1]):
            lines.append([])
        lines[-1].append(letter)
    whole: list[list[Letter]] = []
    by_height: dict[tuple[float, int], list[list[Letter]]] = {}
    for line in filter(None, map(from_left_to_right, lines)):
        beside = by_height.setdefault((line[0].turn, round(line[0].y)), [])
        if before := next((other for other in beside if is_continued(other, line)), None):
            before[:] = sorted([*before, *line], key=lambda letter: letter.left)
        else:
            beside.append(line)
            whole.append(line)
    # Of turned lines PDFium gives the last one first.
    turns = [(turn, list(run)) for turn, run in groupby(whole, key=lambda line: line[0].turn)]
    return [line for turn, run in turns for line in (sorted(run, key=lambda line: -line[0].y) if turn else run)]


def is_continued(line: Sequence[Letter], other: Sequence[Letter]) -> bool:
    """Return True where another line stands directly to the left or right of a line."""
    most = CLOSE * line[0].size
    return abs(other[0].left - line[-1].right) <= most or abs(line[0].left - other[-1].right) <= most


def is_beside(letter: Letter, line: Sequence[Letter]) -> bool:
    first, last = line[0], line[-1]
    size = max(letter.size, last.size)
    return letter.turn == first.turn and min(abs(letter.y - first.y), abs(letter.y - last.y)) <= SAME_LINE * size


def from_left_to_right(line: list[Letter]) -> list[Letter]:
    """Return letters as they stand, each mark after the letter that it stands on."""
    bases = [letter for letter in line if not unicodedata.combining(letter.text[0])]
    bases.sort(key=lambda letter: (round(letter.x, 1), letter.left))
    for mark in (letter for letter in line if unicodedata.combining(letter.text[0])):
        if base := base_of(mark, bases):
            base.text += mark.text
            base.left, base.right = min(base.left, mark.left), max(base.right, mark.right)
    return bases


def base_of(mark: Letter, bases: Sequence[Letter]) -> Letter | None:
    """Return the letter that a mark stands over."""
    letters = [base for base in bases if not base.text.isspace()]
    middle = (mark.left + mark.right) / 2
    over = [base for base in letters if base.left <= middle <= base.right]
    return min(over or letters, key=lambda base: abs((base.left + base.right) / 2 - middle), default=None)


def paragraphs_of(lines: Iterable[list[Letter]]) -> Iterator[list[list[Letter]]]:
    """Yield lines that stand close below each other together."""
    paragraph: list[list[Letter]] = []
    for line in filter(None, lines):
        if paragraph:
            above = paragraph[-1][0]
            is_far = abs(above.y - line[0].y) > PARAGRAPH_GAP * max(above.size, line[0].size)
            if is_far or above.turn != line[0].turn:
                yield paragraph
                paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def paragraph_text(lines: Sequence[list[Letter]]) -> str:
    """Return the lines of a paragraph, which runs in the direction of most of its letters."""
    seen = [spaced(line) for line in lines]
    kinds = [unicodedata.bidirectional(piece[0]) for line in seen for piece in line]
    from_right = sum(kind in RIGHT_TO_LEFT for kind in kinds) >= kinds.count("L")
    texts, strong = [], ""
    for line in seen:
        text = logical(line, from_right, strong)
        strong = next(
            (kind for letter in reversed(text) if (kind := unicodedata.bidirectional(letter)) in STRONG), strong
        )
        texts.append(text)
    return "\n".join(texts)


def spaced(line: Sequence[Letter]) -> list[str]:
    """Return the pieces of a line from left to right, with a space wherever there is a gap."""
    pieces = [line[0].text] if line else []
    for before, letter in pairwise(line):
        least = MARKED_GAP if has_marks(before.text) or has_marks(letter.text) else WORD_GAP
        if letter.left - before.right > least * letter.size and not (before.text.isspace() or letter.text.isspace()):
            pieces.append(" ")
        pieces.append(letter.text)
    return pieces


def has_marks(text: str) -> bool:
    return any(map(unicodedata.combining, text))


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
    at, strong = len(seen) - 1, strong_before
    native: list[str] = []
    foreign: dict[int, str] = {}  # by where in `native` they stand
    while at >= 0:
        if kinds[at] in NUMBERS or kinds[at] == "L":
            start = start_of_foreign(kinds, at, strong)
            foreign[len(native)] = "".join(mirrored(seen[start : at + 1]))
            strong = "L" if "L" in kinds[start : at + 1] else strong
            native.append("")
            at = start
        else:
            native.append(seen[at])
            strong = kinds[at] if kinds[at] in RIGHT_TO_LEFT else strong
        at -= 1
    return "".join(foreign.get(place, piece) for place, piece in enumerate(mirrored(native)))


def start_of_foreign(kinds: Sequence[str], end: int, strong: str) -> int:
    """Return where what runs from left to right and ends there begins: a number, or words with all that is between."""
    start, words = end, False
    while start > 0:
        before = start - 1
        while before > 0 and kinds[before] not in RIGHT_TO_LEFT | NUMBERS | {"L"}:
            before -= 1
        if kinds[before] in RIGHT_TO_LEFT or kinds[before] not in NUMBERS | {"L"}:
            break
        between = kinds[before + 1 : start]
        words = kinds[before] == "L" or "L" in kinds[start : end + 1]
        if words or not between or joins(between, kinds[before], kinds[start], strong):
            start = before
            continue
        if has_word_before(kinds, before):  # 'COM(2006)743': the brackets stand inside foreign words
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
