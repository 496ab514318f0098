"""What the site reads from its environment: declared, documented, validated, and nowhere else."""

import ast
import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from mme_site.settings import environment
from tests.architecture import KNOWS, ROOT
from tests.readme import table

SECRETS = {
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "www.example.org",
    "SITE_URL": "https://www.example.org",
    "DATABASE_URL": "postgres://somebody@db.example.org/mme",
}
STARTERS = {ROOT / "manage.py", ROOT / "mme_site/wsgi.py"}
READERS = {"environ", "environb", "getenv", "getenvb"}


def test_the_readme_lists_every_variable_with_its_purpose_and_default():
    declared = [
        [f"`{name}`", variable.purpose, f"`{variable.default}`" if variable.default else ""]
        for name, variable in environment.VARIABLES.items()
    ]

    assert table("name") == declared


def test_only_the_settings_read_the_environment():
    files = [ROOT / "manage.py", *(file for room in KNOWS for file in (ROOT / room).rglob("*.py"))]
    found = [
        f"{file.relative_to(ROOT)}:{line}"
        for file in files
        if not file.is_relative_to(ROOT / "mme_site/settings")
        for line in reads(file.read_text(encoding="utf-8"), is_starter=file in STARTERS)
    ]

    assert found == []


@pytest.mark.parametrize(
    "source",
    ["import os\nos.environ['PORT']", "import os\nos.getenv('PORT')", "from os import environ\nenviron.get('PORT')"],
)
def test_a_read_of_the_environment_is_found(source):
    assert reads(source) != []


@pytest.mark.parametrize("missing", SECRETS)
def test_production_does_not_start_without_a_secret_and_names_it(missing):
    run = start_production({name: value for name, value in SECRETS.items() if name != missing})

    assert run.returncode != 0
    assert f"does not start without {missing}." in run.stderr


def test_production_names_all_the_secrets_that_are_missing_at_once():
    run = start_production({})

    assert f"does not start without {', '.join(SECRETS)}." in run.stderr


def test_production_starts_with_its_secrets():
    run = start_production(SECRETS)

    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "eight", "1e3", "65536"])
def test_a_port_that_is_no_port_is_refused_by_name(monkeypatch, value):
    monkeypatch.setenv("PORT", value)

    with pytest.raises(ImproperlyConfigured, match="PORT must be a whole number from 1 to 65535"):
        environment.read_number("PORT", most=65_535)


@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_variable_is_one_that_is_not_set(monkeypatch, value):
    monkeypatch.setenv("PORT", value)

    assert environment.read_number("PORT") == 8000


def test_a_variable_that_is_not_declared_cannot_be_read(monkeypatch):
    monkeypatch.setenv("COLOUR", "green")

    with pytest.raises(KeyError):
        environment.read("COLOUR")


def start_production(variables):
    """Load the production settings in a process of its own, with these variables and no others."""
    return subprocess.run(
        [sys.executable, "-c", "import mme_site.settings.production"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def reads(source, is_starter=False):
    """Return the lines of a module that reach for the environment.

    A starter may say which settings are meant where nobody has: setdefault of
    DJANGO_SETTINGS_MODULE.
    """
    tree = ast.parse(source)
    allowed = {
        node.func.value
        for node in ast.walk(tree)
        if is_starter
        and isinstance(node, ast.Call)
        and ast.unparse(node.func) == "os.environ.setdefault"
        and getattr(node.args[0], "value", None) == "DJANGO_SETTINGS_MODULE"
    }
    return [
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr in READERS and node not in allowed)
        or (isinstance(node, ast.ImportFrom) and node.module == "os" and READERS & {name.name for name in node.names})
    ]
