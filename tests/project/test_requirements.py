"""The packages that the code needs are named, each with its reason, and compiled with hashes."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from django.conf import settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = settings.BASE_DIR
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PROJECT = tomllib.loads(PYPROJECT)
DIRECT = {
    "requirements.txt": PROJECT["project"]["dependencies"],
    "tests/requirements.txt": PROJECT["dependency-groups"]["tests"],
}
COMPILED = re.compile(r"^(?P<requirement>[A-Za-z][^\\\n]*==[^\\\n]*?) \\\n(?P<hashes>(?:    --hash=.*\n)+)", re.M)


def test_the_site_imports_nothing_that_is_no_requirement_of_its_own():
    assert unnamed(files(inside="site"), DIRECT["requirements.txt"]) == []


def test_the_tests_import_nothing_that_is_no_requirement_of_their_own_or_of_the_site():
    # The generators of the corpus and the dictionary import inside of functions that the suite never calls.
    generators = {"file_corpus", "dictionary.py"}
    imported = [path for path in files(inside="tests") if generators.isdisjoint(Path(path).parts)]

    assert unnamed(imported, [line for lines in DIRECT.values() for line in lines]) == []


def test_an_import_of_what_is_no_requirement_is_found(tmp_path):
    module = tmp_path / "module.py"
    module.write_text("import json\n\n\ndef later():\n    from sqlparse import sql\n    import wagtail.models\n")

    assert [line.removeprefix(str(tmp_path)) for line in unnamed([module], ["wagtail"])] == ["/module.py: sqlparse"]


def test_every_direct_requirement_says_why_it_is_there():
    lines = [line.strip() for line in PYPROJECT.splitlines()]
    without = [
        requirement
        for requirements in DIRECT.values()
        for requirement in requirements
        if not any(re.fullmatch(rf'"{re.escape(requirement)}", +# \S.+', line) for line in lines)
    ]

    assert without == []


@pytest.mark.parametrize("name", DIRECT)
def test_what_was_compiled_is_exact_and_has_a_hash_for_each(name):
    text = (ROOT / name).read_text(encoding="utf-8")

    named = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert [line.removesuffix(" \\") for line in named] == [found["requirement"] for found in COMPILED.finditer(text)]
    assert {re.sub("[0-9a-f]{64}", "", line) for line in re.findall(r"--hash=\S+", text)} == {"--hash=sha256:"}


@pytest.mark.parametrize("name", DIRECT)
def test_what_was_compiled_is_what_the_project_asks_for(name):
    versions = compiled(name)

    not_met = [
        line
        for line in DIRECT[name]
        if (asked := Requirement(line))
        and not asked.specifier.contains(versions.get(canonicalize_name(asked.name), "0"))
    ]
    assert not_met == []


def test_site_and_tests_are_compiled_to_the_same_release_of_what_both_need():
    site, tests = (compiled(name) for name in DIRECT)

    assert {name: tests[name] for name in site.keys() & tests.keys()} == {
        name: site[name] for name in site.keys() & tests.keys()
    }


@pytest.mark.parametrize("name", DIRECT)
def test_what_was_compiled_names_no_host(name):
    assert "://" not in (ROOT / name).read_text(encoding="utf-8")


def compiled(name: str) -> dict[str, str]:
    """Return the version of each package that a compiled file names."""
    text = (ROOT / name).read_text(encoding="utf-8")
    found = [Requirement(match["requirement"]) for match in COMPILED.finditer(text)]
    return {canonicalize_name(one.name): str(one.specifier).removeprefix("==") for one in found}


def files(inside: str) -> Iterator[Path]:
    """Yield the Python files of the tests, or all the others that are the project's own."""
    if inside == "tests":
        yield from (ROOT / "tests").rglob("*.py")
        return
    yield from ROOT.glob("*.py")
    for package in ROOT.glob("*/__init__.py"):
        if package.parent.name != "tests":
            yield from package.parent.rglob("*.py")


def unnamed(modules: Iterable[Path], requirements: Iterable[str]) -> list[str]:
    """Return `file: package` for each import of a distribution that none of these requirements names."""
    named = {canonicalize_name(Requirement(line).name) for line in requirements}
    distributions = packages_distributions()
    return sorted(
        f"{file}: {package}"
        for file in modules
        for package in imported(file)
        if not named & {canonicalize_name(name) for name in distributions.get(package, [])}
    )


def imported(file: Path) -> set[str]:
    """Return the top-level packages that a module imports from outside the project and Python itself.

    A program that runs in a process of its own imports the modules beside and below it by their bare names.
    """
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(node.module)
    tops = {name.partition(".")[0] for name in names} - sys.stdlib_module_names
    return {top for top in tops if not (ROOT / top).is_dir() and not [*file.parent.rglob(f"{top}.py")]}
