"""What the site reads from its environment: declared, documented, validated, and nowhere else."""

import ast
import os
import re
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from mme_site.editorial.users.roles.roles import roles
from mme_site.settings import environment
from mme_site.settings.values import pairs
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


WRONG = {
    "HOST": ["https://0.0.0.0", "127.0.0.1:8000"],
    "SECRET_KEY": ["short", "…"],
    "ALLOWED_HOSTS": ["https://www.example.org", "www.example.org:443", "www.example.org other.example.org"],
    "SITE_URL": ["www.example.org", "https://www.example.org/mme", "https://www.example.org  # the address"],
    "DATABASE_URL": ["postgres://mme:secret@db.example.org", "mysql://db.example.org/mme", "postgres://db:port/mme"],
    "WEB_PROCESSES": ["0", "two", "2  # cores"],
    "SESSION_IDLE_MINUTES": ["8h"],
    "OIDC_SERVER_URL": ["login.example.org"],
    "OIDC_ROLES": ["mme-editors=editor", "editors", "mme=translators"],
    "EMAIL_URL": ["mail.example.org", "smtps://", "smtp://mail.example.org:mail"],
    "DEFAULT_FROM_EMAIL": ["The site", "noreply@"],
    "ADMIN_NETWORKS": ["192.0.2.7/24", "office"],
    "METRICS_TOKEN": ["1234"],
    "SENTRY_DSN": ["https://errors.example.org", "https://errors.example.org/1"],
    "SECURITY_CONTACT": ["security@example.org", "mailto:security", "http://example.org"],
    "BACKUP_KEY": ["too short"],
    "LOG_FORMAT": ["xml"],
}
RIGHT = {
    "HOST": ["0.0.0.0", "::", "localhost"],
    "ALLOWED_HOSTS": ["www.example.org, *", ".example.org", "WWW.Example.org,[::1]"],
    "DATABASE_URL": ["postgres:///mme", "postgres://%2Frun%2Fpostgresql/mme", "postgresql://u:p@db:5432/mme?sslmode=x"],
    "OIDC_ROLES": ["mme=editors, g=translators fr,admin=administrators", "mme=translators es"],
    "DEFAULT_FROM_EMAIL": ["MME <noreply@example.org>", "noreply@localhost"],
    "SENTRY_DSN": ["https://key@errors.example.org/1"],
    "SECURITY_CONTACT": ["mailto:security@example.org", "https://example.org/security"],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in WRONG for value in WRONG[name]])
def test_a_value_that_would_fail_later_is_refused_at_the_start_by_the_name_of_its_variable(monkeypatch, name, value):
    with pytest.raises(ImproperlyConfigured, match=f"^{name} must be "):
        validate(monkeypatch, {name: value})


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in RIGHT for value in RIGHT[name]])
def test_a_value_that_is_right_is_taken(monkeypatch, name, value):
    validate(monkeypatch, {name: value})


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"SITE_URL": "http://www.example.org"}, "SITE_URL must begin with https://"),
        ({"ALLOWED_HOSTS": "mme.example.org"}, "ALLOWED_HOSTS must name www.example.org, the host of SITE_URL."),
        (
            {"OIDC_SERVER_URL": "https://login.example.org", "OIDC_CLIENT_ID": "mme"},
            "OIDC_SERVER_URL needs OIDC_CLIENT_SECRET and OIDC_ROLES.",
        ),
        ({"S3_BUCKET": "mme", "S3_ACCESS_KEY": "key"}, "S3_ACCESS_KEY needs S3_SECRET_KEY."),
        ({"S3_ENDPOINT_URL": "https://s3.example.org"}, "S3_ENDPOINT_URL needs S3_BUCKET."),
        ({"DATA_DIR": "/srv/mme", "BACKUP_DIR": "/srv/mme/media/backups"}, "BACKUP_DIR must be outside DATA_DIR/media"),
    ],
)
def test_variables_that_contradict_each_other_are_refused_in_words(monkeypatch, variables, words):
    with pytest.raises(ImproperlyConfigured, match=re.escape(words)):
        validate(monkeypatch, variables)


@pytest.mark.parametrize("role", [role.key for role in roles()])
def test_each_role_of_the_site_may_be_named_in_a_variable(role):
    assert pairs(f"group={role}") is None


def validate(monkeypatch, variables):
    for name in environment.VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in {**SECRETS, **variables}.items():
        monkeypatch.setenv(name, value)
    environment.validate(*SECRETS)


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
