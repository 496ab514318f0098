"""What our code uses of Wagtail, Django and their kin that their documentation does not promise.

A name that begins with an underscore, a module that no documentation names, and a template of
ours that stands in the place of one of theirs.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from tests.project.architecture import FLOORS, ROOMS, ROOT, dotted, is_within

PACKAGES = ("django", "wagtail", "treebeard", "modelcluster", "modelsearch", "wagtail_localize")
# Documented in spite of their underscore: docs.djangoproject.com/en/5.2/ref/models/meta/, ref/models/instances/#state,
# topics/db/managers/#default-managers, and Python's named tuples and os._exit.
DOCUMENTED_NAMES = {"_meta", "_state", "_default_manager", "_base_manager", "_replace", "_asdict", "_fields", "_exit"}
# Named by the documentation of Wagtail (docs.wagtail.org/en/v8.0), of django-modelcluster and of django-modelsearch.
DOCUMENTED_MODULES = (
    "modelcluster.fields",
    "modelcluster.models",
    "modelsearch.index",
    "wagtail.admin.admin_url_finder",
    "wagtail.admin.filters",
    "wagtail.admin.forms",
    "wagtail.admin.menu",
    "wagtail.admin.messages",
    "wagtail.admin.panels",
    "wagtail.admin.ui.components",
    "wagtail.admin.ui.tables",
    "wagtail.admin.urls",
    "wagtail.admin.userbar",
    "wagtail.admin.views.generic",
    "wagtail.admin.views.reports",
    "wagtail.admin.viewsets",
    "wagtail.admin.widgets",
    "wagtail.blocks",
    "wagtail.contrib.redirects.models",
    "wagtail.contrib.routable_page.models",
    "wagtail.contrib.settings.models",
    "wagtail.contrib.sitemaps",
    "wagtail.documents.get_document_model",
    "wagtail.documents.get_document_model_string",
    "wagtail.documents.models",
    "wagtail.documents.urls",
    "wagtail.fields",
    "wagtail.hooks",
    "wagtail.images.blocks",
    "wagtail.images.get_image_model",
    "wagtail.images.models",
    "wagtail.log_actions",
    "wagtail.models",
    "wagtail.permission_policies",
    "wagtail.permissions",
    "wagtail.rich_text",
    "wagtail.search.index",
    "wagtail.signals",
    "wagtail.snippets.bulk_actions.snippet_bulk_action",
    "wagtail.snippets.models",
    "wagtail.snippets.views.snippets",
    "wagtail.urls",
)
# Django documents nearly all that it has; of these it does not speak, or only in part.
UNDOCUMENTED_MODULES_OF_DJANGO = (
    "django.db.backends",
    "django.db.migrations.executor",
    "django.db.migrations.loader",
    "django.db.migrations.recorder",
    "django.db.migrations.state",
    "django.db.models.deletion.Collector",
    "django.db.models.sql",
)
BY_NAME = {"getattr", "setattr", "hasattr", "delattr", "attrgetter", "methodcaller", "object", "setdefault", "pop"}


def private_api() -> dict[str, set[str]]:
    """Return what is used, by name, with the rooms or floors that use it."""
    found: dict[str, set[str]] = defaultdict(set)
    for file in python_files():
        for name in [*private_names((ROOT / file).read_text(encoding="utf-8")), *undocumented_modules(file)]:
            found[name].add(room_of(file))
    for file in replaced_templates(templates()):
        found[template_name(file)].add(room_of(file))
    return dict(found)


def python_files() -> list[Path]:
    files = (path.relative_to(ROOT) for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    return sorted(file for file in files if "migrations" not in file.parts)


def templates() -> list[Path]:
    return sorted(path.relative_to(ROOT) for room in ROOMS for path in (ROOT / room).rglob("templates/**/*.html"))


def room_of(file: Path) -> str:
    """Return how the list calls the place of a file: `meetings`, `pages`, `editorial/dashboard`."""
    floor = next((floor for floor in FLOORS if is_within(dotted(file), [floor])), None)
    if floor:
        return floor.removeprefix("mme_site.").replace(".", "/")
    return file.parts[0] if file.parts[0] != "mme_site" else file.with_suffix("").parts[1]


def private_names(source: str) -> Iterator[str]:
    """Yield the underscored names that a module takes from elsewhere: `_hooks`, `_after_unpublish`.

    A name is its own where it is bound in it, and read from `self`, `cls` or nobody.
    """
    tree = ast.parse(source)
    own = set(bound_names(tree))
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name) if name in own:
                continue
            case ast.Attribute(attr=name):
                names = [name]
            case ast.ImportFrom(module=module, level=0) if not is_within(module, ROOMS):
                names = [*module.split("."), *(alias.name for alias in node.names)]
            case ast.Import():
                names = [part for alias in node.names for part in alias.name.split(".")]
            case ast.Call(func=ast.Name(id=caller) | ast.Attribute(attr=caller)) if caller in BY_NAME:
                names = texts(node.args)
            case ast.Call(func=ast.Name(id="patch")):
                names = [text.rpartition(".")[2] for text in texts(node.args)]
            case ast.ClassDef(bases=[_, *_]):
                names = [item.name for item in node.body if isinstance(item, ast.FunctionDef)]
                names = [name for name in names if name.startswith("_") and name in their_names()]
            case _:
                continue
        yield from (name for name in names if is_private(name))


def texts(nodes: Iterable[ast.AST]) -> list[str]:
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def is_private(name: str) -> bool:
    return bool(re.fullmatch(r"_[a-z]\w*", name)) and name not in DOCUMENTED_NAMES


def bound_names(tree: ast.AST) -> Iterator[str]:
    """Yield the names that a module gives to functions, variables and attributes of its own."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name, ctx=ast.Store()):
                yield name


def undocumented_modules(file: Path) -> Iterator[str]:
    yield from undocumented_imports((ROOT / file).read_text(encoding="utf-8"))


def undocumented_imports(source: str) -> Iterator[str]:
    """Yield what a module imports from where no documentation leads: `wagtail.views.serve`."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.ImportFrom(module=module, level=0):
                names = [f"{module}.{alias.name}" for alias in node.names]
            case ast.Import():
                names = [alias.name for alias in node.names]
            case _:
                continue
        yield from (name for name in names if is_undocumented(name))


def is_undocumented(name: str) -> bool:
    if is_within(name, ["django"]):
        return is_within(name, UNDOCUMENTED_MODULES_OF_DJANGO)
    return is_within(name, PACKAGES) and not is_within(name, DOCUMENTED_MODULES)


def replaced_templates(files: Iterable[Path]) -> list[Path]:
    """Return those of our templates that stand in the place of one of theirs."""
    paths = (path for package in PACKAGES for path in directory(package).rglob("templates/**/*.html"))
    theirs = {template_name(path) for path in paths if not {"test", "project_template"} & set(path.parts)}
    return [file for file in files if template_name(file) in theirs]


def template_name(file: Path) -> str:
    """Return the name by which a template is found, `wagtailadmin/base.html`."""
    return file.as_posix().rpartition("/templates/")[2]


def directory(package: str) -> Path:
    return Path(find_spec(package).origin).parent


def names_defined_in(package: str) -> Iterator[str]:
    """Yield the underscored methods and functions of a package; its own tests are none of it."""
    for path in directory(package).rglob("*.py"):
        if "tests" not in path.parts and "test" not in path.parts:
            yield from re.findall(r"^\s*def (_[a-z]\w*)\(", path.read_text(encoding="utf-8"), re.MULTILINE)


@cache
def their_names() -> set[str]:
    return {name for package in PACKAGES for name in names_defined_in(package)}


def listed() -> dict[str, set[str]]:
    """Return the names in the tables of the decision, with the rooms or floors that they stand beside."""
    [decision] = (ROOT / "docs" / "decisions").glob("0022-*.md")
    rows = re.findall(r"^\| (`[^|]+) \| ([^|]+) \|", decision.read_text(encoding="utf-8"), re.MULTILINE)
    found: dict[str, set[str]] = defaultdict(set)
    for names, places in rows:
        for name in re.findall(r"`([^`]+)`", names):
            found[name] |= set(places.strip().split(", "))
    return dict(found)
