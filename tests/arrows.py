"""Reads which rooms of the project a module names: by import, or by the name of a model or module."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KNOWS = {
    "mme_site": set(),
    "members": {"mme_site"},
    "meetings": {"mme_site", "members"},
    "home": {"mme_site", "members", "meetings"},
    "search": {"mme_site", "members", "meetings", "home"},
}
# The composition root puts the rooms together, so it names them all.
COMPOSITION_ROOT = ("mme_site/settings/", "mme_site/urls.py")
FILE_ENDINGS = {"csv", "html", "js", "json", "md", "po", "svg", "css", "txt", "xml"}


def modules():
    """Return every Python file of the rooms but the composition root, as a path in the project."""
    files = (path.relative_to(ROOT) for room in KNOWS for path in (ROOT / room).rglob("*.py"))
    return sorted(file for file in files if not file.as_posix().startswith(COMPOSITION_ROOT))


def broken_arrows(file, source):
    """Return 'file:line: room names other' for each name in a module that its room may not know."""
    room = file.parts[0]
    allowed = KNOWS[room] | {room}
    return [
        f"{file}:{line}: {room} names {other}"
        for line, other in sorted(rooms_named(file, ast.parse(source)))
        if other not in allowed
    ]


def rooms_named(file, tree):
    """Return the pairs of line and room that a syntax tree names, inside functions too."""
    named = set()
    for node in ast.walk(tree):
        for name in names_in(file, node):
            room = name.partition(".")[0]
            if room in KNOWS:
                named.add((node.lineno, room))
    return named


def names_in(file, node):
    """Return the dotted names that one node imports or mentions."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        package = file.parts[: -node.level] if node.level else ()
        return [".".join([*package, node.module or alias.name]) for alias in node.names]
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value] if is_dotted_name(node.value) else []
    if isinstance(node, ast.Call):
        return app_labels_in(node)
    return []


def is_dotted_name(text):
    """Return True for 'meetings.MeetingPage' and 'home.models', not for 'members.json' or prose."""
    return bool(re.fullmatch(r"\w+(\.\w+)+", text)) and text.rpartition(".")[2] not in FILE_ENDINGS


def app_labels_in(call):
    """Return what a call gives as app label: get_model("meetings", "MeetingPage"), app_label="meetings"."""
    function = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    values = [word.value for word in call.keywords if word.arg and word.arg.endswith("app_label")]
    if function in {"get_model", "get_app_config", "get_by_natural_key"}:
        values += call.args[:1]
    return [value.value for value in values if isinstance(value, ast.Constant) and isinstance(value.value, str)]
