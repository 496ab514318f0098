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

from bidirectional import NUMBERS, RIGHT_TO_LEFT, STRONG, logical

SAME_LINE = 0.5  # sizes of a letter by which baselines of one line may differ: marks and indices
WORD_GAP = 0.15  # sizes of a letter, from which a gap is a space: most programs write none
MARKED_GAP = 0.2  # and beside a letter with marks, whose box can be that of the mark alone
SPACED_OUT = 0.5  # sizes of a letter between two of a heading that is spaced out, at most
SPACED_LETTERS = 6  # that such a heading has, at least
CLOSE = 0.4  # sizes of a letter between two parts of a line, from a touch to a space
PARAGRAPH_GAP = 1.9  # sizes of a letter between baselines, from which a paragraph ends
LAM, ALEFS = "ل", frozenset("اأإآٱ")


@dataclass
class Letter:
    """A character, where it stands in points from the left and the bottom, and its size; `x`, `y` are its origin.

    All as if its line ran across the page, from which it is turned by so many radians. One that is mirrored runs from
    right to left itself.
    """

    text: str
    x: float
    y: float
    left: float
    right: float
    size: float
    turn: float = 0.0
    is_mirrored: bool = False


def is_right_to_left(character: str) -> bool:
    """Return True for letters of Arabic, Hebrew, Syriac, N'Ko and others written from right to left."""
    return unicodedata.bidirectional(character) in RIGHT_TO_LEFT


def in_reading_order(letters: Iterable[Letter]) -> str:
    """Return the text of letters in the order in which they were drawn, in the order in which they are read."""
    return "\n\n".join(paragraph_text(lines) for lines in paragraphs_of(lines_of(glyphs_of(unmirrored(letters)))))


def unmirrored(letters: Iterable[Letter]) -> Iterator[Letter]:
    """Yield letters with each number and Latin word where it would stand if it were not mirrored.

    Programs that recognise the text of scans write a whole line of Arabic in a mirrored font, numbers as well.
    """
    for is_foreign, run in groupby(letters, key=lambda letter: letter.is_mirrored and is_foreign_part(letter.text)):
        part = list(run)
        strong = [at for at, letter in enumerate(part) if unicodedata.bidirectional(letter.text) in NUMBERS | {"L"}]
        if is_foreign and strong:
            foreign = part[strong[0] : strong[-1] + 1]
            part[strong[0] : strong[-1] + 1] = [
                replace(letter, x=place.x, left=place.left, right=place.right)
                for letter, place in zip(foreign, reversed(foreign), strict=True)
            ]
        yield from part


def is_foreign_part(character: str) -> bool:
    return not is_right_to_left(character) and not character.isspace()


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
    apart = usual_gap(line)
    for before, letter in pairwise(line):
        least = MARKED_GAP if has_marks(before.text) or has_marks(letter.text) else WORD_GAP
        if letter.left - before.right > least * letter.size + apart and not (
            before.text.isspace() or letter.text.isspace()
        ):
            pieces.append(" ")
        pieces.append(letter.text)
    return pieces


def usual_gap(line: Sequence[Letter]) -> float:
    """Return how far the letters of a line stand apart: 0 in most, more in headings that are spaced out.

    Numbers, a few letters and what stands further apart are cells of a table.
    """
    gaps = sorted(letter.left - before.right for before, letter in pairwise(line))
    if sum(letter.text.isalpha() for letter in line) < SPACED_LETTERS:
        return 0.0
    usual = gaps[len(gaps) // 2]
    return usual if 0 < usual <= SPACED_OUT * line[0].size else 0.0


def has_marks(text: str) -> bool:
    return any(map(unicodedata.combining, text))
