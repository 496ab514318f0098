"""Reads a style sheet for what the house does not allow, beside left and right (tests/project/template_lint.py)."""

import re

import tinycss2

from tests.project.architecture import KNOWS, ROOT

COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|rgba|hsl|hsla|oklch|lab)\(")
MASK = re.compile(r"^mask")  # a mask has no colour that anybody sees
FLOOR = 6  # rules outside of any layer: what a browser without layers gets
ELSEWHERE = re.compile(r"url\(\s*['\"]?(?!#)|^(?:https?:)?//")


def style_sheets_of_readers():
    """Return the path of every style sheet that public pages load; those of the admin build on Wagtail's."""
    of_the_admin = {ROOT / "mme_site" / place for place in ("accounts", "editorial", "pages", "core/static/core")}
    return [path for room in KNOWS for path in (ROOT / room).rglob("*.css") if of_the_admin.isdisjoint(path.parents)]


def faults_of_style(source):
    """Return what is wrong with a style sheet, a line of words for each fault."""
    reader = Reader()
    reader.read(tinycss2.parse_stylesheet(source, skip_comments=True, skip_whitespace=True), None)
    used, defined = set(re.findall(r"var\((--[\w-]+)", source)), reader.defined
    faults = reader.faults
    faults += [f"{name} is used and nowhere set" for name in sorted(used - defined)]
    faults += [f"{name} is set and nowhere used" for name in sorted(defined - used)]
    faults += [
        f"layer {name} has no place in the order of layers" for name in sorted(reader.layers - set(reader.order))
    ]
    if reader.floor > FLOOR:
        faults.append(f"{reader.floor} rules stand outside of the layers, {FLOOR} may")
    return faults


class Reader:
    """Goes through the rules of a style sheet, one within another."""

    def __init__(self):
        self.faults, self.defined, self.layers, self.order, self.floor = [], set(), set(), [], 0

    def read(self, nodes, layer):
        """Read the rules of a layer; None is outside of any."""
        for node in nodes:
            if node.type == "error":
                self.faults.append(f"line {node.source_line}: {node.message}")
            elif node.type == "at-rule":
                self.read_at_rule(node, layer)
            elif node.type == "qualified-rule":
                self.floor += layer is None
                self.read_rule(node, layer)

    def read_at_rule(self, node, layer):
        name = tinycss2.serialize(node.prelude).strip()
        if node.lower_at_keyword in ("import", "font-face", "charset"):
            self.faults.append(f"line {node.source_line}: @{node.lower_at_keyword} loads more")
        elif node.lower_at_keyword == "layer" and node.content is None:
            self.order += [each.strip() for each in name.split(",")]
        elif node.content is not None and node.lower_at_keyword not in ("page", "property"):
            is_layer = node.lower_at_keyword == "layer"
            if is_layer:
                self.layers.add(name)
            within = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            self.read(within, name if is_layer else layer)

    def read_rule(self, node, layer):
        selector = tinycss2.serialize(node.prelude).strip()
        if any(token.type == "hash" for token in node.prelude):
            self.faults.append(f"line {node.source_line}: an id in the selector {selector}")
        for part in tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True):
            if part.type == "error":
                self.faults.append(f"line {part.source_line}: {part.message} in {selector}")
            elif part.type == "declaration":
                self.read_declaration(part, layer)
            else:
                self.read([part], layer)

    def read_declaration(self, part, layer):
        value = tinycss2.serialize(part.value)
        if part.name.startswith("--"):
            self.defined.add(part.name)
        elif COLOUR.search(value) and not MASK.match(part.lower_name) and layer != "print":
            self.faults.append(f"line {part.source_line}: a colour that is no token in {part.name}: {value.strip()}")
        if part.important:
            self.faults.append(f"line {part.source_line}: !important in {part.name}")
        if ELSEWHERE.search(value):
            self.faults.append(f"line {part.source_line}: {part.name} loads a file: {value.strip()}")
