"""What can be set, called or registered is described: read from the code, looked for in the documentation."""

import ast
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
import wagtail
from django.conf import global_settings, settings

from mme_site.settings import environment
from tests.helpers.names_of_tests import names_of_tests

ROOT = settings.BASE_DIR


def test_every_environment_variable_is_described():
    read = {name for node in nodes() for name in variable_read(node)}

    assert {"PORT", "SECRET_KEY"} <= read <= environment.VARIABLES.keys()
    assert undescribed(environment.VARIABLES, "`{}`") == []


def test_every_setting_of_our_own_is_described():
    assert {"DATA_DIR", "CONTENT_VERSION_IGNORES"} <= our_settings()
    assert undescribed(our_settings(), "`{}`") == []


def test_every_management_command_is_described():
    commands = [file.stem for file in ROOT.glob("[!.]*/**/management/commands/[!_]*.py")]

    assert {"serve", "worker"} <= set(commands)
    assert undescribed(commands, "`manage.py {}") == []


def test_every_make_target_is_described():
    targets = re.findall(r"^([a-z][a-z-]*):(?!=)", text_of(ROOT / "Makefile"), re.MULTILINE)

    assert {"run", "test"} <= set(targets)
    assert undescribed(targets, "`make {}`") == []


def test_every_hook_of_our_own_is_described():
    assert "member_sections" in our_hooks()
    assert undescribed(our_hooks(), "`{}`") == []


def test_the_rules_for_extending_name_no_hook_and_no_setting_that_is_not_there():
    rows = re.findall(r"^\| `(\w+)` \|", text_of(ROOT / "docs/EXTENDING.md"), re.MULTILINE)

    assert sorted(set(rows) - our_hooks() - our_settings()) == []


def test_every_row_of_the_table_of_failures_names_a_test_that_there_is():
    table = (
        text_of(ROOT / "docs/OPERATIONS.md").partition("### What happens when something fails")[2].partition("\n#")[0]
    )
    named = re.findall(r"\| `(test_\w+)` \|$", table, re.MULTILINE)

    assert len(named) == table.count("\n| ") - 2 > 8
    assert sorted(set(named) - names_of_tests()) == []


@pytest.mark.parametrize("name", ["nowhere_described", "NOWHERE_DESCRIBED"])
def test_what_is_nowhere_described_is_found(name):
    assert undescribed([name], "`{}`") == [name]


def test_a_hook_and_a_setting_are_found_in_code():
    source = 'NAME = "of_ours"\nfor hook in hooks.get_hooks(NAME if settings.OF_OURS else "another"): hook()'
    tree = ast.parse(source)

    assert {name for node in ast.walk(tree) for name in strings_in_call(node, constants(tree))} == {
        "of_ours",
        "another",
    }
    assert {name for node in ast.walk(tree) for name in setting_read(node)} == {"OF_OURS"}


@cache
def our_hooks() -> set[str]:
    """Return the names of the hooks that our code asks for and Wagtail does not."""
    asked = set()
    for tree in trees():
        known = constants(tree)
        asked |= {name for node in ast.walk(tree) for name in strings_in_call(node, known)}
    wagtails = "\n".join(text_of(file) for file in Path(wagtail.__file__).parent.rglob("*.py"))
    return {name for name in asked if f'"{name}"' not in wagtails}


@cache
def our_settings() -> set[str]:
    """Return the names of the settings that our code reads and neither Django nor Wagtail knows."""
    read = {name for node in nodes() for name in setting_read(node)}
    return {name for name in read if not hasattr(global_settings, name) and not name.startswith("WAGTAIL")}


def strings_in_call(node: ast.AST, known: dict[str, str]) -> set[str]:
    """Return the names of the hooks that a call of `get_hooks` asks for, those named by a constant included."""
    if called(node) != "get_hooks":
        return set()
    parts = [part for argument in node.args for part in ast.walk(argument)]
    strings = {part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    return strings | {known[part.id] for part in parts if isinstance(part, ast.Name) and part.id in known}


def setting_read(node: ast.AST) -> set[str]:
    """Return the name of the setting that `settings.NAME` or `getattr(settings, "NAME", …)` reads, as a set of one."""
    if isinstance(node, ast.Attribute) and is_settings(node.value) and node.attr.isupper():
        return {node.attr}
    if called(node) == "getattr" and is_settings(node.args[0]):
        return {node.args[1].value}
    return set()


def variable_read(node: ast.AST) -> set[str]:
    """Return the names of the environment variables that a call of `read`, `read_flag` … `require` asks for."""
    if not re.fullmatch(r"read(_\w+)?|require", called(node)):
        return set()
    return {part.value for part in node.args if isinstance(part, ast.Constant) and str(part.value).isupper()}


def called(node: ast.AST) -> str:
    """Return the name of the function or method that is called; nothing where none is."""
    function = node.func if isinstance(node, ast.Call) else None
    return getattr(function, "attr", getattr(function, "id", ""))


def is_settings(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == "settings"


def constants(tree: ast.Module) -> dict[str, str]:
    """Return the texts that a module gives names to."""
    return {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def undescribed(names: Iterable[str], form: str) -> list[str]:
    """Return those names that no document has in this form, as `{}` or as the beginning of a command."""
    text = documentation()
    return sorted(
        name for name in names if not re.search(re.escape(form.format(name)).rstrip("`") + r"(?![\w-])", text)
    )


@cache
def documentation() -> str:
    return "\n".join(text_of(file) for file in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])


@cache
def trees() -> list[ast.Module]:
    """Return the syntax tree of each module of the site."""
    rooms = [folder.parent for folder in ROOT.glob("*/__init__.py") if folder.parent.name != "tests"]
    return [ast.parse(text_of(file)) for room in rooms for file in room.rglob("*.py")]


@cache
def nodes() -> list[ast.AST]:
    return [node for tree in trees() for node in ast.walk(tree)]


def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8")
