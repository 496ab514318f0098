"""What the next versions of Wagtail and Django leave out, read from their source; and who of us uses it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.project.private_api import directory

CATEGORY = re.compile(r"RemovedIn(Django|Wagtail)\d+Warning")
BRANCHES = (ast.If, ast.Try, ast.For, ast.While)


def deprecated_names() -> dict[str, str]:
    """Return what warns each time that it is used: "name" or "attribute" by its full name.

    What warns of some arguments only is found when it runs: the suite turns warnings of our code into errors.
    """
    return {
        name: kind
        for package in ("wagtail", "django")
        for path in directory(package).rglob("*.py")
        if not {"tests", "test", "gis"} & set(path.parts)
        for name, kind in deprecated_in(module_of(path, package), path.read_text(encoding="utf-8"))
    }


def module_of(path: Path, package: str) -> str:
    parts = path.relative_to(directory(package).parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def deprecated_in(module: str, source: str) -> Iterator[tuple[str, str]]:
    """Yield the names of a module that warn of their removal, each with what it is.

    A class warns when somebody subclasses it or makes one, a module when it is imported.
    """
    if not CATEGORY.search(source):
        return
    for scopes in places_of_warnings(ast.parse(source)):
        *path, last = [module, *(node.name for node in scopes)]
        if not scopes or last in ("__init__", "__init_subclass__"):
            yield ".".join(path if scopes else [module]), "name"
        elif isinstance(scopes[0], ast.ClassDef) or len(scopes) > 1:
            yield ".".join([*path, last]), "attribute"
        else:
            yield ".".join([*path, last]), "name"


def places_of_warnings(node: ast.AST, scopes: tuple = ()) -> Iterator[tuple]:
    """Yield the classes and functions around each call of `warn` that no condition keeps from being made."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.ClassDef)):
            yield from places_of_warnings(child, (*scopes, child))
        elif is_warning(child):
            yield scopes
        elif not isinstance(child, BRANCHES):
            yield from places_of_warnings(child, scopes)


def is_warning(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="warn") | ast.Attribute(attr="warn")):
            return any(isinstance(part, ast.Name) and CATEGORY.fullmatch(part.id) for part in ast.walk(node))
    return False


def uses(source: str, deprecated: dict[str, str]) -> list[str]:
    """Return the deprecated names that a module imports or reads."""
    names = {name for name, kind in deprecated.items() if kind == "name"}
    attributes = {name.rpartition(".")[2]: name for name, kind in deprecated.items() if kind == "attribute"}
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.ImportFrom(module=module, level=0):
                found |= names & {module, *(f"{module}.{alias.name}" for alias in node.names)}
            case ast.Import():
                found |= names & {alias.name for alias in node.names}
            case ast.Attribute(attr=name) | ast.FunctionDef(name=name) if name in attributes:
                found.add(attributes[name])
            case ast.Attribute():
                # A class of a module that is imported as a whole: `userbar.AccessibilityItem`.
                dotted = ast.unparse(node)
                found |= {full for full in names if "." in dotted and full.endswith(f".{dotted}")}
    return sorted(found)


def tags(source: str, deprecated: dict[str, str]) -> list[str]:
    """Return the deprecated tags that a template uses."""
    known = {name.rpartition(".")[2] for name in deprecated if ".templatetags." in name}
    return sorted(known & set(re.findall(r"{%-?\s*(\w+)", source)))
