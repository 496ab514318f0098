"""What the site reads from its environment: declared, documented, validated, and nowhere else."""

import ast
import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from mme_site.settings import environment
from tests.project.architecture import KNOWS, ROOT
from tests.project.readme import table

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


def test_production_names_every_fault_at_once_and_no_secret():
    wrong = {"PORT": "http", "EMAIL_URL": "mail.example.org:password", "SITE_TIME_ZONE": "Brussels", "SECRET_KEY": ""}
    wrong |= {"TRUSTED_PROXIES": "proxy", "OIDC_ROLES": "editors", "DEBUG": "perhaps", "ADMIN_NETWORKS": "here"}

    run = start_production({**SECRETS, **wrong})

    assert [name for name in wrong if name not in run.stderr] == []
    assert "password" not in run.stderr


@pytest.mark.parametrize(
    ("url", "host", "port", "secure"),
    [
        ("smtps://site:p%40ss@mail.example.org", "mail.example.org", 465, "SSL"),
        ("smtp+tls://site:p%40ss@mail.example.org:2525", "mail.example.org", 2525, "TLS"),
        ("smtp://mail.example.org", "mail.example.org", 25, ""),
    ],
)
def test_a_mail_server_has_its_name_password_and_tls(url, host, port, secure):
    shown = "print(s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_HOST_PASSWORD, s.EMAIL_USE_SSL, s.EMAIL_USE_TLS)"
    run = start_production({**SECRETS, "EMAIL_URL": url}, f"import mme_site.settings.production as s; {shown}")

    password = "p@ss" if "@mail" in url else ""
    assert run.stdout.split() == f"{host} {port} {password} {secure == 'SSL'} {secure == 'TLS'}".split()


def test_production_starts_with_its_secrets():
    run = start_production(SECRETS)

    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "eight", "1e3", "65536"])
def test_a_port_that_is_no_port_is_refused_by_name(monkeypatch, value):
    monkeypatch.setenv("PORT", value)

    with pytest.raises(ImproperlyConfigured, match="PORT must be a whole number from 1 to 65535"):
        environment.read_number("PORT")


@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_variable_is_one_that_is_not_set(monkeypatch, value):
    monkeypatch.setenv("PORT", value)

    assert environment.read_number("PORT") == 8000


def test_a_variable_that_is_not_declared_cannot_be_read(monkeypatch):
    monkeypatch.setenv("COLOUR", "green")

    with pytest.raises(KeyError):
        environment.read("COLOUR")


def start_production(variables, source="import mme_site.settings.production"):
    """Load the production settings in a process of its own, with these variables and no others."""
    return subprocess.run(
        [sys.executable, "-c", source],
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
