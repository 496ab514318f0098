"""The decisions are numbered without a gap, listed, and hold what the code cites of them."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
DECISIONS = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
INDEX = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")
FAILURES = ROOT / "docs/decisions/0009-failures-of-wagtails-scheduler.md"
FAULTS = re.compile(r"\bfaults? ([a-z](?:(?:, | and )[a-z])*)\b")


def test_decisions_are_numbered_from_one_without_a_gap_or_a_double():
    assert [int(file.name[:4]) for file in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_the_index_lists_every_decision_with_its_number_and_title():
    lines = [line for line in INDEX.splitlines() if re.match(r"\d+\. ", line)]

    assert lines == [linked(file) for file in DECISIONS]


def test_what_is_cited_as_a_decision_is_one():
    cited = {int(number) for file in files() for number in re.findall(r"\bdecision (\d+)\b", text_of(file))}

    assert cited - {int(file.name[:4]) for file in DECISIONS} == set()


def test_every_failure_of_the_scheduler_from_the_first_letter_on_is_described_once():
    letters = described(text_of(FAILURES))

    assert "".join(sorted(letters)) == "abcdefghijklmnopqrstuvwxyz"[: len(letters)]


def test_every_fault_that_code_or_tests_cite_is_described():
    cited = {letter for file in files(".py", ".html", ".js") for letter in faults_in(text_of(file))}

    assert cited - set(described(text_of(FAILURES))) == set()


@pytest.mark.parametrize(
    ("comment", "letters"),
    [("holds it (fault {});", "g"), ("# faults {} and {}", "gi"), ("faults {}, {} and {}.", "cde"), ("a fault of", "")],
)
def test_a_cited_fault_is_found(comment, letters):
    assert faults_in(comment.format(*letters)) == list(letters)


def test_the_tests_that_the_list_of_failures_names_are_there():
    tests = "\n".join(text_of(file) for file in (ROOT / "tests").rglob("test_*.py"))
    named = re.findall(r"`(test_\w+)`", text_of(FAILURES))

    assert [name for name in named if f"def {name}(" not in tests] == []


def linked(file: Path) -> str:
    """Return the line of the index for a decision, made of its own heading."""
    number, title = re.match(r"# (\d+)\. (.+)", text_of(file)).groups()
    assert int(number) == int(file.name[:4])
    return f"{number}. [{title}]({file.name})"


def described(text: str) -> list[str]:
    """Return the letters of the failures that a text describes, in its order."""
    return re.findall(r"^- \*\*([a-z])\. ", text, re.MULTILINE)


def faults_in(text: str) -> list[str]:
    """Return the letters that a text cites, one for each time."""
    return [letter for found in FAULTS.findall(text) for letter in re.split(", | and ", found)]


def files(*endings: str) -> Iterable[Path]:
    """Return the project's own files with one of these endings; code and documents where none is given."""
    return (file for file in own_files() if file.suffix in (endings or (".py", ".md", ".html")))


def own_files() -> Iterator[Path]:
    for top in ROOT.iterdir():
        if top.is_file():
            yield top
        elif top.name == "docs" or (top / "__init__.py").exists():
            yield from (file for file in top.rglob("*") if file.is_file())


def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8")
