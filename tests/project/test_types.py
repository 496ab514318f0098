"""Types are checked where the configuration says so, and hardly anywhere is the checker told to look away."""

import io
import re
import tokenize
import tomllib
from collections.abc import Iterator

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
MYPY = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]
TYPED = [
    *("caching", "core", "delivery", "files", "pages", "publishing", "tasks", "upgrade"),
    *(f"editorial.{name}" for name in ("jobs", "reader_reports", "taking_down", "weekly_check")),
]
MAX_SUPPRESSIONS = 10
SUPPRESSION = re.compile(r"#\s*(type:\s*ignore|mypy:)")
WITH_CODE_AND_REASON = re.compile(r"# type: ignore\[[a-z-]+\]  # \S.+")


@pytest.mark.parametrize("floor", TYPED)
def test_a_floor_takes_no_definition_without_types(floor):
    assert refuses_untyped_definitions(MYPY, f"mme_site.{floor}")


def test_what_refuses_untyped_definitions_is_checked_at_all():
    listed = {path.replace("/", ".") for path in MYPY["files"]}

    assert {module.removesuffix(".*") for module in refusing(MYPY)} <= listed


def test_a_floor_that_takes_untyped_definitions_is_found():
    half = {"overrides": [{"module": ["mme_site.core.*"], "disallow_untyped_defs": True}]}
    relaxed = {"overrides": [*MYPY["overrides"], {"module": "mme_site.core.dates", "disallow_untyped_defs": False}]}

    assert not refuses_untyped_definitions(half, "mme_site.core")
    assert not refuses_untyped_definitions(relaxed, "mme_site.core")


def test_the_checker_is_told_to_look_away_at_most_ten_times_in_the_whole_project():
    found = [comment for source in sources() for comment in suppressions(source)]

    assert len(found) <= MAX_SUPPRESSIONS


def test_each_suppression_names_its_error_and_says_why():
    found = [comment for source in sources() for comment in suppressions(source)]

    assert [comment for comment in found if not WITH_CODE_AND_REASON.fullmatch(comment)] == []


@pytest.mark.parametrize("comment", ["# type: ignore", "#type:ignore[misc]", "# mypy: ignore-errors"])
def test_a_suppression_without_code_or_reason_is_found(comment):
    found = list(suppressions(f'text = "# type: ignore"\nx = 1  {comment}\n'))

    assert found == [comment]
    assert not WITH_CODE_AND_REASON.fullmatch(comment)


def refusing(configuration: dict) -> set[str]:
    """Return the modules in which neither a definition without types nor one with some of them is taken."""
    return {
        module
        for override in configuration["overrides"]
        if override.get("disallow_untyped_defs") and override.get("disallow_incomplete_defs")
        for module in override["module"]
    }


def refuses_untyped_definitions(configuration: dict, package: str) -> bool:
    """Return True where a package refuses untyped definitions and no later word allows them in a part of it."""
    weakening = [
        override["module"]
        for override in configuration["overrides"]
        if override.get("ignore_errors")
        or override.get("disallow_untyped_defs") is False
        or override.get("disallow_incomplete_defs") is False
    ]
    return f"{package}.*" in refusing(configuration) and package not in str(weakening)


def sources() -> Iterator[str]:
    for room in ("mme_site", "members", "meetings", "home", "search", "tests"):
        for path in (ROOT / room).rglob("*.py"):
            yield path.read_text(encoding="utf-8")


def suppressions(source: str) -> Iterator[str]:
    """Yield the comments of a module that tell the type checker to look away."""
    if SUPPRESSION.search(source):
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT and (found := SUPPRESSION.search(token.string)):
                yield token.string[found.start() :]
