"""What no module and no script of ours does: start a shell, run a text, hash weakly, or take words for markup."""

import ast
import re
from functools import cache

import pytest

from tests.project.architecture import ROOMS, ROOT

MODULES = [file for room in ROOMS for file in (ROOT / room).rglob("*.py")]
SCRIPTS = [file for room in ROOMS for file in (ROOT / room).rglob("*.js")]
RUNS_TEXT = re.compile(r"(eval|exec|compile|pickle\.\w+|marshal\.\w+|yaml\.load|\w*\.?Template|\w+\.from_string)")
WEAK = re.compile(r"(hashlib\.)?(md5|sha1)|\w*\.?(ECB|CBC|PKCS1v15|DES|ARC4)|random\.\w+")
SHELL = re.compile(r"os\.(system|popen)|subprocess\.(getoutput|getstatusoutput)")
# Two panels show what a view of ours has rendered, at an address that the page itself names.
TAKES_MARKUP = {"panel.js": "panel.innerHTML", "countdown.js": "parentElement.innerHTML"}


@cache
def calls(source):
    """Return each call of a module as (what is called, names of its arguments)."""
    return [
        (ast.unparse(node.func), {argument.arg: ast.unparse(argument.value) for argument in node.keywords})
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
    ]


def found(pattern, source):
    return [called for called, _arguments in calls(source) if pattern.fullmatch(called)]


def by_shell(source):
    return [*found(SHELL, source), *(called for called, named in calls(source) if named.get("shell") == "True")]


def test_no_program_is_started_by_way_of_a_shell():
    assert {file.name: said for file in MODULES if (said := by_shell(file.read_text()))} == {}


def test_no_text_is_run_as_code():
    assert {file.name: said for file in MODULES if (said := found(RUNS_TEXT, file.read_text()))} == {}


def test_no_module_names_a_weak_cipher_or_hash():
    assert {file.name: said for file in MODULES if (said := found(WEAK, file.read_text()))} == {}


@pytest.mark.parametrize(
    ("pattern", "source"),
    [
        (RUNS_TEXT, "eval(text)"),
        (RUNS_TEXT, "engine.from_string(text)"),
        (WEAK, "hashlib.md5(b'')"),
        (WEAK, "random.choice([])"),
        (SHELL, "os.system('ls')"),
    ],
)
def test_what_must_not_be_called_is_found(pattern, source):
    assert found(pattern, source)
    assert by_shell("subprocess.run('ls', shell=True)")


def test_every_script_of_ours_puts_only_pages_of_the_site_into_the_page():
    markup, code = r"(?:inner|outer)HTML\s*\+?=(?!=)|insertAdjacentHTML|document\.write", r"\beval\b|new Function"
    wrong = f"{markup}|{code}|postMessage|localStorage|sessionStorage"
    lines = {
        file.name: [line.strip() for line in file.read_text().splitlines() if re.search(wrong, line)]
        for file in SCRIPTS
    }

    assert len(SCRIPTS) > 5
    assert {name: said for name, said in lines.items() if said and name not in TAKES_MARKUP} == {}
    for name, said in TAKES_MARKUP.items():
        assert [line for line in lines[name] if f"{said} = await answer.text()" not in line] == []
