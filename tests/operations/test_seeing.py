"""What operators see: metrics, logs, findings, errors that are reported, and whom to tell of a weakness."""

import json
import logging
import os
import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace

import promql_parser
import pytest
import sentry_sdk
import yaml
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError

from mme_site.delivery import process_figures
from mme_site.operations import doctor, error_reports, metrics
from mme_site.operations.logs import JsonFormatter, PlainFormatter
from mme_site.operations.management.commands.sbom import bill_of_materials
from mme_site.settings import base
from tests.helpers.copied_database import empty_database
from tests.helpers.people import administrator
from tests.project.architecture import ROOT

TOKEN = "a token of a test"
SMTP = "django.core.mail.backends.smtp.EmailBackend"
STATIC = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
NO_BUCKET = {
    "BACKEND": "mme_site.files.object_storage.ObjectStorage",
    "OPTIONS": {"bucket_name": "mme", "endpoint_url": "http://127.0.0.1:9", "access_key": "k", "secret_key": "s"},
}
NO_PROVIDER = {"provider_id": "sso", "client_id": "mme", "settings": {"server_url": "http://127.0.0.1:9"}}


@pytest.fixture
def token(settings):
    settings.METRICS_TOKEN = TOKEN
    return {"authorization": f"Bearer {TOKEN}"}


@pytest.mark.django_db
def test_metrics_are_for_who_has_the_token(client, token, settings):
    assert client.get("/metrics").status_code == 403
    assert client.get("/metrics", headers={"authorization": "Bearer other"}).status_code == 403
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers=token).status_code == 404


@pytest.mark.django_db
def test_metrics_say_requests_queue_schedules_and_disk_in_prometheus_own_form(client, token, tree):
    client.get("/")
    client.get("/admin/login/")
    process_figures.write()

    text = client.get("/metrics", headers=token).text

    assert re.search(r'^mme_requests_total\{process="\d+",kind="admin",status="2xx"\} [1-9]', text, re.M)
    assert re.search(r'^mme_request_seconds_bucket\{process="\d+",kind="pages",le="\+Inf"\} [1-9]', text, re.M)
    for name in ("mme_tasks_waiting", "mme_schedules_overdue", "mme_disk_free_bytes", "mme_database_up"):
        assert re.search(rf"^{name} [0-9.e+]+$", text, re.M), name
    line = re.compile(r'# (HELP|TYPE) .+|[a-z_]+(\{([a-z]+="[^"]*",?)+\})? [0-9.e+-]+')
    assert [said for said in text.splitlines() if not line.fullmatch(said)] == []


def names_in(expression):
    return set(re.findall(r"\bmme_\w+", expression))


@pytest.mark.django_db
def test_rules_and_board_ask_for_metrics_that_there_are_in_words_that_prometheus_reads(client, token, tree):
    client.get("/")
    process_figures.figures.source = lambda: dict.fromkeys(("hits_total", "misses_total", "rejected_total"), 0)
    process_figures.write()
    known = set(re.findall(r"^# TYPE (\S+)", client.get("/metrics", headers=token).text, re.M))
    known |= {f"mme_request_seconds_{part}" for part in ("bucket", "sum", "count")}
    known |= {"mme_database_size_bytes", "mme_database_connections"}  # of PostgreSQL
    rules = yaml.safe_load((ROOT / "docs/deploy/alerts.yaml").read_text())
    board = json.loads((ROOT / "docs/deploy/grafana.json").read_text())
    asked = [rule["expr"] for group in rules["groups"] for rule in group["rules"]]
    asked += [target["expr"] for panel in board["panels"] for target in panel["targets"]]

    assert len(asked) > 15
    for expression in asked:
        promql_parser.parse(expression)
        assert names_in(expression) <= known, expression
    assert all(rule["annotations"]["summary"] for group in rules["groups"] for rule in group["rules"])


def test_a_log_line_is_an_object_with_time_zone_level_and_traceback():
    try:
        raise ValueError("wrong")
    except ValueError as error:
        record = logging.LogRecord("mme_site", logging.ERROR, "f", 1, "a %s", ("text",), (ValueError, error, None))

    line = json.loads(JsonFormatter().format(record))

    assert (line["level"], line["message"]) == ("ERROR", "a text")
    assert line["time"].endswith("+00:00") and "ValueError: wrong" in line["traceback"]


@pytest.mark.django_db
def test_the_access_log_has_no_person_and_no_secret_address(client, settings, caplog):
    settings.ACCESS_LOG = True
    client.force_login(administrator(username="amina"))
    with caplog.at_level("INFO", "mme_site.access"):
        client.get("/shared/verysecrettoken/?q=question", REMOTE_ADDR="203.0.113.9")

    [record] = [record for record in caplog.records if record.name == "mme_site.access"]
    line = JsonFormatter().format(record)
    assert json.loads(line)["path"] == "/shared/…/"
    assert not re.search("amina|203.0.113|verysecret|question", line)


@pytest.mark.parametrize("formatter", [JsonFormatter, PlainFormatter])
@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("Not Found: /fr/data/follow/verysecrettoken/end/", "/fr/data/follow/…/end/"),
        ("Gone: /shared/verysecrettoken/files/1/a.pdf", "/shared/…/files/1/a.pdf"),
        ("Gone: /admin/password_reset/confirm/MQ/verysecrettoken/", "/confirm/MQ/…/"),
        ("refused: {'amina.diallo@example.org': 550}", "…@…"),
        ("DETAIL:  Key (username)=(amina) already exists.", "Key (username)=(…) already exists."),
    ],
)
def test_no_line_of_the_log_has_a_person_or_an_address_that_is_a_key(formatter, said, instead):
    try:
        raise ValueError(said)
    except ValueError as error:
        record = logging.LogRecord("mme_site", logging.ERROR, "f", 1, "%s", (said,), (ValueError, error, None))

    line = formatter().format(record)

    assert line.count(instead) == 2  # the message and its traceback
    assert not re.search("amina|verysecret", line)


@pytest.mark.django_db
def test_the_doctor_says_what_is_wrong_and_what_to_do(capsys, settings):
    with pytest.raises(CommandError, match="must be mended"):
        call_command("doctor")  # no publisher and no administrator here

    said = capsys.readouterr().out
    assert "ERROR    publisher" in said and "`manage.py ensure_administrator` makes one." in said
    assert "ok       migrations: all applied" in said and "storage: files are written, read and deleted" in said


@pytest.mark.django_db
def test_each_trouble_is_found_by_the_doctor(settings, monkeypatch, tmp_path):
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.BACKUP_DIR = "127.0.0.1", 9, str(tmp_path)
    settings.OUTBOX_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.SITE_URL = "https://127.0.0.1:9"
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _path: type("U", (), {"free": 1, "total": 1000}))

    found = {(finding.what, finding.level) for finding in doctor.findings()}

    wanted = {("mail", "error"), ("backups", "error"), ("disk", "error"), ("certificate", "warning")}
    assert wanted <= found


BROKEN = {
    "no folder": ("disk", {"DATA_DIR": Path("/nowhere/at/all")}),
    "a folder of somebody else": ("permissions", {"DATA_DIR": Path("/proc/sys")}),
    "no static files": ("static files", {"STATIC_ROOT": Path("/nowhere/static")}),
    "a bucket that does not answer": ("storage", {"STORAGES": {"default": NO_BUCKET, "staticfiles": STATIC}}),
    "no mail server": ("mail", {"OUTBOX_EMAIL_BACKEND": SMTP, "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": 9}),
    "a backup folder that is a file": ("backups", {"BACKUP_DIR": "/etc/hostname"}),
    "backups that nobody made": ("backups", {"BACKUP_DIR": "/nowhere/backups"}),
    "a provider that does not answer": (
        "single sign on",
        {
            "OIDC_SERVER_URL": "http://127.0.0.1:9",
            "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"APPS": [NO_PROVIDER]}},
        },
    ),
    "no web server": ("certificate", {"SITE_URL": "https://127.0.0.1:9"}),
    "sessions over plain HTTP": ("settings", {"SESSION_COOKIE_SECURE": False}),
}


@pytest.mark.django_db
@pytest.mark.parametrize("broken", BROKEN)
def test_whatever_is_broken_the_doctor_says_what_to_do(settings, broken):
    what, values = BROKEN[broken]
    for name, value in values.items():
        setattr(settings, name, value)

    found = [finding for finding in doctor.findings() if finding.level != doctor.OK]

    assert what in {finding.what for finding in found}
    assert [finding for finding in found if not finding.todo] == []


def test_a_database_that_was_not_prepared_is_told_from_one_that_does_not_answer(
    tmp_path, django_db_setup, django_db_blocker, monkeypatch
):
    with django_db_blocker.unblock(), empty_database(tmp_path):
        unprepared = [finding for finding in doctor.findings() if "database" in finding.words.lower()]
        monkeypatch.setattr(doctor, "LOOKS", {gone: ""})
        [lost] = doctor.findings()

    assert {finding.todo for finding in unprepared if "was not prepared" in finding.words} == {
        "Run `manage.py prepare`."
    }
    assert not any("does not answer" in finding.words for finding in unprepared)
    assert "does not answer" in lost.words and "DATABASE_URL" in lost.todo


def gone():
    raise OperationalError("connection refused")


@pytest.mark.django_db
def test_programs_of_postgresql_that_are_missing_or_too_old_for_the_server_are_found(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor, "connection", SimpleNamespace(pg_version=150_004, ensure_connection=lambda: None))
    monkeypatch.setenv("PATH", str(tmp_path))
    [missing] = doctor.programs_for_backups()
    program = tmp_path / "pg_dump"
    program.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 14.9'\n")
    program.chmod(0o755)
    [old] = doctor.programs_for_backups()
    program.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 16.1'\n")

    assert "postgresql-client-15" in missing.todo and "14.9 is older" in old.words
    assert list(doctor.programs_for_backups()) == []


@pytest.mark.django_db
def test_no_visitor_comes_to_a_process_that_knows_no_static_files(client, settings, tmp_path):
    assert client.get("/health/ready").status_code == 200
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": base.STORAGES["staticfiles"]}

    answer = client.get("/health/ready")

    assert (answer.status_code, answer.json()["reason"]) == (
        *(503, "The static files were not collected when this process started."),
    )


def test_errors_are_reported_without_people(settings):
    received = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self):
            received.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Collector)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    error_reports.begin(f"http://key@127.0.0.1:{server.server_port}/1")
    try:
        sentry_sdk.capture_exception(ValueError("something broke"))
        sentry_sdk.flush(5)
    finally:
        sentry_sdk.init()
        server.shutdown()
        server.server_close()

    assert received
    event = {
        "request": {"url": "https://x/shared/secret/", "cookies": "sessionid=x", "query_string": "q=x"},
        "user": {"id": 1},
        "exception": {"values": [{"type": "SMTPRecipientsRefused", "value": "amina@example.org"}]},
    }
    told = error_reports.without_people(event, None)
    assert told["request"] == {"url": "https://x/shared/…/"}
    assert "user" not in told and "amina" not in str(told)


def test_security_txt_says_whom_to_tell_until_when(client, settings, db):
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "mailto:security@example.org"

    text = client.get("/.well-known/security.txt").text

    assert "Contact: mailto:security@example.org\n" in text
    assert re.search(r"^Expires: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", text, re.M)


@pytest.mark.django_db
def test_the_admin_is_closed_to_other_networks(client, settings):
    settings.ADMIN_NETWORKS = ["192.0.2.0/24", "2001:db8::/32"]

    assert client.get("/admin/login/", REMOTE_ADDR="203.0.113.9").status_code == 403
    assert client.get("/admin/login/", REMOTE_ADDR="192.0.2.7").status_code == 200
    assert client.get("/robots.txt", REMOTE_ADDR="203.0.113.9").status_code == 200


def test_the_bill_of_materials_names_every_pinned_package_with_its_hashes():
    found = bill_of_materials()
    pinned = re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / "requirements.txt").read_text(), re.M)

    assert (found["bomFormat"], found["specVersion"]) == ("CycloneDX", "1.6")
    assert [part["name"] for part in found["components"]] == pinned
    assert all(part["externalReferences"][0]["hashes"] for part in found["components"])


def test_what_is_counted_is_of_one_machine_and_forgotten_with_its_process(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path
    process_figures.write()
    assert len(list(process_figures.of_every_process())) == 1

    other = tmp_path / "figures" / f"other-container.{os.getpid()}.json"  # which has the same DATA_DIR
    other.write_text("{}")
    assert len(list(process_figures.of_every_process())) == 1

    monkeypatch.setattr(process_figures, "SECONDS_UNTIL_FORGOTTEN", -1)

    assert list(process_figures.of_every_process()) == []
    assert next(iter(metrics.of_processes())).startswith("# HELP")
