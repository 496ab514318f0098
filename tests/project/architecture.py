"""The rooms and floors of the project, and what a module names of them, by import or by a name in a text."""

import ast
import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("mme_site", "members", "meetings", "home", "search")
# What each room may know beside itself.
KNOWS = {
    "mme_site": set(),
    "members": {"mme_site"},
    "meetings": {"mme_site", "members"},
    "home": {"mme_site", "members", "meetings"},
    "search": {"mme_site"},
}
# From the ground up: a floor may know itself and those below it.
FLOORS = (
    "mme_site.caching",
    "mme_site.core",
    "mme_site.tasks",
    "mme_site.files",
    "mme_site.pages",
    "mme_site.publishing",
    "mme_site.delivery",
    "mme_site.opendata",
    "mme_site.editorial.jobs",
    "mme_site.editorial.checks",
    "mme_site.editorial.preflight",
    "mme_site.editorial.schedule_calendar",
    "mme_site.editorial.sharing",
    "mme_site.editorial.weekly_check",
    "mme_site.editorial.taking_down",
    "mme_site.editorial.reader_reports",
    "mme_site.editorial.notices",
    "mme_site.editorial.releases",
    "mme_site.editorial.recovery",
    "mme_site.editorial.dashboard",
    "mme_site.editorial.import_export",
    "mme_site.editorial.listings",
    "mme_site.editorial.translating",
    "mme_site.editorial.guide",
    "mme_site.editorial.users",
    "mme_site.operations",
    "mme_site.accounts",
)
# The composition root puts the rooms together, so it names them all, and nobody names it.
# So does what renames the rows of all of them, once, on a site of version 0.8.
COMPOSITION_ROOT = ("mme_site.settings", "mme_site.upgrade", "mme_site.urls", "mme_site.wsgi")
FILE_ENDINGS = {"csv", "html", "js", "json", "md", "po", "svg", "css", "txt", "xml"}
RELATIONS = re.compile(r"(Key|Field|ForeignKey)$")


class Name(NamedTuple):
    """What one line of a module names: another module of ours."""

    line: int
    module: str


def modules() -> list[Path]:
    """Return every Python file of the rooms but the composition root, as a path in the project."""
    files = (path.relative_to(ROOT) for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    return sorted(file for file in files if not is_within(dotted(file), COMPOSITION_ROOT))


def read(file: Path) -> str:
    return (ROOT / file).read_text(encoding="utf-8")


def dotted(file: Path) -> str:
    """Return the name of a file's module: `members.models` of members/models/__init__.py."""
    return ".".join(file.with_suffix("").parts).removesuffix(".__init__")


def is_within(module: str, packages: Iterable[str]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def floor_of(module: str) -> int | None:
    """Return the number of the floor that a module of `mme_site` is on; None of one that is on none."""
    return next((number for number, floor in enumerate(FLOORS) if is_within(module, [floor])), None)


def is_against_the_arrows(module: str, other: str) -> bool:
    """Return True where a module may not know another one."""
    room, other_room = module.partition(".")[0], other.partition(".")[0]
    if is_within(other, COMPOSITION_ROOT):
        return True
    if room != other_room:
        return other_room not in KNOWS[room]
    floor, other_floor = floor_of(module), floor_of(other)
    return floor is not None and other_floor is not None and other_floor > floor


def broken_arrows(file: Path, source: str) -> list[str]:
    """Return 'file:line: names other' for each name in a module that it may not know."""
    module = dotted(file)
    return [
        f"{file}:{name.line}: names {name.module}"
        for name in sorted(names_in(file, source))
        if is_against_the_arrows(module, name.module)
    ]


NAMED_IN_TEMPLATE = re.compile(r'{%-?\s*(?:include|extends)\s+"([^"]+)"')
LOADED = re.compile(r"{%-?\s*load\s+([^%]+?)\s*-?%}")


def place_of(path: Path) -> str:
    """Return the package whose template or library of tags a file is."""
    parts = path.relative_to(ROOT).parts
    return ".".join(parts[: parts.index("templates" if "templates" in parts else "templatetags")])


def templates() -> list[Path]:
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("templates/**/*.html"))


@functools.cache
def owners_of_templates() -> dict[str, set[str]]:
    """Return by the name of each template, and of each library of tags, the packages that have one of it."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in templates():
        found["/".join(path.parts[path.parts.index("templates") + 1 :])].add(place_of(path))
    for room in ROOMS:
        for path in (ROOT / room).rglob("templatetags/*.py"):
            found[path.stem].add(place_of(path))
    return found


def broken_arrows_of_template(place: str, source: str) -> list[str]:
    """Return the templates and libraries that a template of a package names and may not know.

    One that stands in the place of Wagtail's is there without ours too, and is known by everybody.
    """
    named = [*NAMED_IN_TEMPLATE.findall(source), *" ".join(LOADED.findall(source)).split()]
    return [
        name
        for name in named
        if not name.startswith(("wagtailadmin/", "wagtaildocs/", "wagtail_localize/"))
        and (owners := owners_of_templates().get(name))
        and all(is_against_the_arrows(f"{place}.template", f"{owner}.template") for owner in owners)
    ]


def cycles(graph: dict[str, set[str]]) -> list[set[str]]:
    """Return the sets of nodes that reach each other (Tarjan's strongly connected components)."""
    index, lowest, stack, found = {}, {}, [], []

    def visit(node: str) -> None:
        index[node] = lowest[node] = len(index)
        stack.append(node)
        for other in sorted(graph.get(node, ())):
            if other not in index:
                visit(other)
                lowest[node] = min(lowest[node], lowest[other])
            elif other in stack:
                lowest[node] = min(lowest[node], index[other])
        if lowest[node] == index[node]:
            component = set(stack[stack.index(node) :])
            del stack[stack.index(node) :]
            if len(component) > 1:
                found.append(component)

    for node in sorted(graph):
        if node not in index:
            visit(node)
    return found


@functools.cache
def imports_of_modules(relations: bool = False) -> dict[str, set[str]]:
    """Return the modules that each module of ours names, with `relations` those of its foreign keys by name too."""
    graph = {dotted(file): {name.module for name in names_in(file, read(file), relations)} for file in modules()}
    return {module: {other for other in named if other in graph and other != module} for module, named in graph.items()}


def imports_of_packages(graph: dict[str, set[str]]) -> dict[str, dict[str, set[str]]]:
    """Return, for each package, which of its parts (modules and packages right below it) name which others."""
    packages: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for module, named in graph.items():
        for other in named:
            parts, other_parts = module.split("."), other.split(".")
            depth = next((n for n, (a, b) in enumerate(zip(parts, other_parts, strict=False)) if a != b), None)
            if depth:
                packages[".".join(parts[:depth])][parts[depth]].add(other_parts[depth])
    return packages


@functools.cache
def names_in(file: Path, source: str, relations: bool = True) -> set[Name]:
    """Return what a module names of our modules, inside functions too."""
    return {
        Name(node.lineno, module)
        for node in ast.walk(ast.parse(source))
        for name in [*names_of_node(file, node), *(models_related(node) if relations else [])]
        if (module := our_module(name))
    }


def our_module(name: str) -> str | None:
    """Return the module of ours that a dotted name is, or is in; None where it is nothing of ours."""
    if name.partition(".")[0] not in ROOMS:
        return None
    while "." in name and not is_module(name):
        name = name.rpartition(".")[0]
    return name


@functools.cache
def is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def names_of_node(file: Path, node: ast.AST) -> Iterator[str]:
    """Yield the dotted names that one node imports or mentions."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        package = file.parts[: -node.level] if node.level else ()
        base = [*package, *(node.module.split(".") if node.module else [])]
        yield from (".".join([*base, alias.name]) for alias in node.names)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and is_dotted_name(node.value):
        yield from named_by_text(node.value, file)
    elif isinstance(node, ast.Call):
        yield from (package_of_app(label) or label for label in app_labels_in(node))


def models_related(node: ast.AST) -> Iterator[str]:
    """Yield the module of the model that a foreign key names, or a similar field."""
    if isinstance(node, ast.Call) and RELATIONS.search(name_of_function(node)):
        targets = (value.value for value in node.args[:1] if isinstance(value, ast.Constant))
        yield from (module_of_model(target) for target in targets if is_dotted_name(str(target)))


def named_by_text(text: str, file: Path) -> Iterator[str]:
    """Yield what 'mme_site.tasks.worker.run_worker' or 'meetings.MeetingPage' names; of a room's own models nothing.

    A page type that names its parents and children, and a relation, which is read from its call,
    are no import; what a text names of another room or floor is as good as one.
    """
    label = text.partition(".")[0]
    package = package_of_app(label)
    if package and not is_module(text.rpartition(".")[0]):
        if package.partition(".")[0] != file.parts[0] or package.startswith("mme_site."):
            yield package
    else:
        yield text


def is_dotted_name(text: str) -> bool:
    """Return True for 'meetings.MeetingPage' and 'home.models', not for 'members.json' or prose."""
    return bool(re.fullmatch(r"\w+(\.\w+)+", text)) and text.rpartition(".")[2] not in FILE_ENDINGS


def package_of_app(label: str) -> str | None:
    """Return the package of an app of ours by its label."""
    config = apps.app_configs.get(label)
    return config.name if config and config.name.partition(".")[0] in ROOMS else None


def module_of_model(label: str) -> str:
    """Return the module in which a model is defined ('meetings.MeetingPage'), '' where there is none."""
    try:
        return apps.get_model(label).__module__
    except (LookupError, ValueError):
        return ""


def name_of_function(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def app_labels_in(call: ast.Call) -> list[str]:
    """Return what a call gives as app label: get_model("meetings", "MeetingPage"), app_label="meetings"."""
    values = [word.value for word in call.keywords if word.arg and word.arg.endswith("app_label")]
    if name_of_function(call) in {"get_model", "get_app_config", "get_by_natural_key"}:
        values += call.args[:1]
    return [value.value for value in values if isinstance(value, ast.Constant) and isinstance(value.value, str)]
